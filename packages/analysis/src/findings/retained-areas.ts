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

/** The runs of one arm that have `from`, and both ends of the stage: the value there, and the mean over time. */
function sideOf(
  index: EvidenceIndex,
  { retention }: DurabilityQuestion,
  start: ArmMoment,
  outcomes: readonly EvidenceOutcome[],
  steps: readonly number[],
): Side {
  const at = new Map(
    steps.map((step) => [
      step,
      new Map(
        armMoment(outcomes, [step], index, retention.metric.scale).units.map(({ key, measured }) => [
          key,
          measured.value.rate,
        ]),
      ),
    ]),
  );
  const found = start.units.flatMap(({ key, named, measured }) => {
    const from = measured.value.rate;
    const own = steps.flatMap((step) => {
      // Step 0, where nobody measured it in the stage itself, is the end of the stage before.
      const value = at.get(step)?.get(key) ?? (step === 0 ? from : undefined);
      return value === undefined ? [] : [{ step, value }];
    });
    if (own[0]?.step !== steps[0] || own.at(-1)?.step !== steps.at(-1)) return [];
    const to = timeAverage({ steps: own.map(({ step }) => step), values: own.map(({ value }) => value) });
    return [{ named, from, to }];
  });
  return {
    stages: {
      from: Float64Array.from(found, ({ from }) => from),
      to: Float64Array.from(found, ({ to }) => to),
    },
    named: found.filter(({ named }) => named).length,
  };
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
