import type { EvidenceOutcome, RetainedArea } from "@holdfast/core";
import { areaRatio, timeAverage } from "../durability/retained-area.js";
import type { RunStages } from "../durability/run-leads.js";
import { type ArmMoment, armMoment } from "../measure/arm-moment.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { DurabilityQuestion } from "./durability-questions.js";

/** Fewer checkpoints than this make an area of their straight connection alone. */
const LEAST = 3;

function stepsOf(outcomes: readonly EvidenceOutcome[]): number[] {
  return [...new Set(outcomes.flatMap(({ step }) => (step === null ? [] : [step])))];
}

interface Side {
  readonly stages: RunStages;
  readonly named: number;
}

type Rates = ReadonlyMap<string, number>;

/** What each run scored at a moment. */
function ratesAt({ units }: ArmMoment): Rates {
  const rates = new Map<string, number>();
  for (const { key, measured } of units) rates.set(key, measured.value.rate);
  return rates;
}

/** The steps that a run has, with what it scored. Step 0, where nobody measured it in the stage itself, is `start`. */
function courseOf(
  at: ReadonlyMap<number, Rates>,
  steps: readonly number[],
  run: string,
  start: number,
): { readonly steps: readonly number[]; readonly values: readonly number[] } {
  const [own, values]: [number[], number[]] = [[], []];
  for (const step of steps) {
    const value = at.get(step)?.get(run) ?? (step === 0 ? start : undefined);
    if (value === undefined) continue;
    own.push(step);
    values.push(value);
  }
  return { steps: own, values };
}

/** The runs of one arm that have `from`, and both ends of the stage: the value there, and the mean over time. */
function sideOf(
  index: EvidenceIndex,
  { retention }: DurabilityQuestion,
  start: ArmMoment,
  outcomes: readonly EvidenceOutcome[],
  steps: readonly number[],
): Side {
  const at = new Map(
    steps.map((step) => [step, ratesAt(armMoment(outcomes, [step], index, retention.metric.scale))]),
  );
  const [from, to]: [number[], number[]] = [[], []];
  let runs = 0;
  for (const { key, named, measured } of start.units) {
    const own = courseOf(at, steps, key, measured.value.rate);
    if (own.steps[0] !== steps[0] || own.steps.at(-1) !== steps.at(-1)) continue;
    from.push(measured.value.rate);
    to.push(timeAverage(own));
    if (named) runs += 1;
  }
  return { stages: { from: Float64Array.from(from), to: Float64Array.from(to) }, named: runs };
}

function follows(index: EvidenceIndex, { retention: { pair } }: DurabilityQuestion): boolean {
  const names = index.ablation.stages.map(({ name }) => name);
  return names.indexOf(pair.to) === names.indexOf(pair.from) + 1;
}

/** Retention over the whole of the later stage; null where that has too few checkpoints to speak of one. */
export function retainedArea(index: EvidenceIndex, question: DurabilityQuestion): RetainedArea | null {
  const { contrasts, to, sameCondition } = question;
  const { plan } = index.ablation;
  if (to === undefined || contrasts.from === null) return null;
  const own = stepsOf(to.arm).filter((step) => stepsOf(to.control).includes(step));
  const withStart = sameCondition && follows(index, question) && !own.includes(0) ? [0, ...own] : own;
  const steps = withStart.sort((a, b) => a - b);
  if (steps.length < LEAST) return null;
  const arm = sideOf(index, question, contrasts.from.arm, to.arm, steps);
  const control = sideOf(index, question, contrasts.from.control, to.control, steps);
  const found = areaRatio(arm.stages, control.stages, plan.retention, 1 - plan.alpha);
  if ("status" in found) return { status: "not-estimable", reason: found.reason };
  return { status: "estimated", ...found, steps, runs: arm.named, controlRuns: control.named };
}
