import {
  conditionKey,
  type Decay,
  type DecayFit,
  type EvidenceOutcome,
  isReinforcement,
  stagePairs,
} from "@holdfast/core";
import { type DecayFits, decayFits } from "../durability/decay-fit.js";
import type { RunCourses } from "../durability/run-courses.js";
import { type ArmMoment, armMoment } from "../measure/arm-moment.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { NotEstimable } from "../not-estimable.js";
import type { PlannedLead } from "../plan-contrasts.js";
import { rangeOf, type Setting, settingsOf } from "./contrast.js";

/** What one run scored at each step, on [0, 1]; step 0 may be the end of the stage before. */
interface RunCourse {
  readonly named: boolean;
  readonly at: Map<number, number>;
}

type Courses = ReadonlyMap<string, RunCourse>;

function addStep(courses: Map<string, RunCourse>, step: number, { units }: ArmMoment): void {
  for (const { key, named, measured } of units) {
    const course = courses.get(key) ?? { named, at: new Map<number, number>() };
    courses.set(key, course);
    course.at.set(step, measured.value.rate);
  }
}

/** Checkpoints of one arm by run; branches of one ancestor are averaged. */
function coursesOf(
  index: EvidenceIndex,
  lead: PlannedLead,
  outcomes: readonly EvidenceOutcome[],
  before: readonly EvidenceOutcome[],
): Courses {
  const found = new Map<string, RunCourse>();
  const { scale } = lead.metric;
  const steps = new Set<number>();
  for (const { step } of outcomes) if (step !== null) steps.add(step);
  if (!steps.has(0) && before.length > 0) addStep(found, 0, armMoment(before, null, index, scale));
  for (const step of steps) addStep(found, step, armMoment(outcomes, [step], index, scale));
  return found;
}

function sortedSteps(courses: Courses): number[] {
  return [...new Set([...courses.values()].flatMap(({ at }) => [...at.keys()]))].sort((a, b) => a - b);
}

/** Runs that have half of the steps at least: fewer say nothing of a course. */
function mostly(courses: Courses, steps: readonly number[]): RunCourse[] {
  const kept: RunCourse[] = [];
  for (const course of courses.values()) {
    let measured = 0;
    for (const step of steps) if (course.at.has(step)) measured += 1;
    if (2 * measured >= steps.length) kept.push(course);
  }
  return kept;
}

interface Kept {
  readonly steps: readonly number[];
  readonly arm: readonly RunCourse[];
  readonly control: readonly RunCourse[];
}

/** Whether as many runs of a side have the step as a comparison needs. */
function isEnough(runs: readonly RunCourse[], step: number): boolean {
  let measured = 0;
  for (const { at } of runs) if (at.has(step)) measured += 1;
  return measured >= Math.min(2, Math.max(1, runs.length));
}

/** The runs that take part, and the steps at which each side has as many of them as a comparison needs. */
function keptOf(arm: Courses, control: Courses, steps: readonly number[]): Kept {
  const sides = { arm: mostly(arm, steps), control: mostly(control, steps) };
  const kept: number[] = [];
  for (const step of steps) if (isEnough(sides.arm, step) && isEnough(sides.control, step)) kept.push(step);
  return { ...sides, steps: kept };
}

function runCourses({ steps, arm, control }: Kept): RunCourses {
  const [origin = 0] = steps;
  const rows = (runs: readonly RunCourse[]) =>
    runs.map(({ at }) => Float64Array.from(steps, (step) => at.get(step) ?? Number.NaN));
  return {
    times: Float64Array.from(steps, (step) => step - origin),
    arm: rows(arm),
    control: rows(control),
  };
}

function missingIn({ arm, control }: RunCourses): number {
  return [...arm, ...control].reduce(
    (sum, row) => sum + row.filter((value) => Number.isNaN(value)).length,
    0,
  );
}

function inUnit(fit: DecayFit, range: number): DecayFit {
  const scaled = (value: number | null) => (value === null ? null : value * range);
  return { ...fit, start: scaled(fit.start), plateau: scaled(fit.plateau) };
}

function fitted(found: DecayFits | NotEstimable, range: number) {
  if ("status" in found) {
    const halfLife = { kind: "not-estimable", reason: found.reason } as const;
    return { autocorrelation: null, fits: [], direction: null, shown: null, assumption: null, halfLife };
  }
  const { covariance, fits, direction, shown, assumption, halfLife } = found;
  return {
    autocorrelation: covariance === null ? null : { value: covariance.neighbours, gap: covariance.gap },
    fits: fits.map((fit) => inUnit(fit, range)),
    direction,
    shown,
    assumption,
    halfLife,
  };
}

/** The stretches of a stage between interventions in the runs that are compared; a checkpoint at one ends and begins. */
function stretches(index: EvidenceIndex, lead: PlannedLead, setting: Setting): Decay["between"][] {
  const runs = new Set([...setting.arm, ...setting.control].map(({ run }) => run));
  const cuts = [
    ...new Set(
      index.interventions.flatMap(({ run, stage, step }) =>
        stage === lead.stage && runs.has(run) && index.runs.has(run) ? [step] : [],
      ),
    ),
  ].sort((a, b) => a - b);
  return [null, ...cuts].map((after, place) => ({ after, before: cuts[place] ?? null }));
}

function before(
  stages: readonly PlannedLead[],
  lead: PlannedLead,
  index: EvidenceIndex,
): PlannedLead | undefined {
  const place = index.ablation.stages.findIndex(({ name }) => name === lead.stage);
  const name = index.ablation.stages[place - 1]?.name;
  return stages.find(({ stage }) => stage === name);
}

function decaysIn(
  index: EvidenceIndex,
  stages: readonly PlannedLead[],
  lead: PlannedLead,
  setting: Setting,
): Decay[] {
  const previous = before(stages, lead, index);
  const start =
    previous === undefined
      ? undefined
      : settingsOf(index, previous, previous.stage).find(
          ({ condition, judge }) =>
            judge === setting.judge && conditionKey(condition) === conditionKey(setting.condition),
        );
  const arm = coursesOf(index, lead, setting.arm, start?.arm ?? []);
  const control = coursesOf(index, lead, setting.control, start?.control ?? []);
  const own = [...setting.arm, ...setting.control];
  const shared = new Set(sortedSteps(control));
  const all = sortedSteps(arm).filter((step) => shared.has(step));
  if (all.length < 2 || own.every(({ step }) => step === null)) return [];
  const level = 1 - index.ablation.plan.alpha;
  return stretches(index, lead, setting).flatMap((between): Decay[] => {
    const inside = all.filter((step) => step >= (between.after ?? step) && step <= (between.before ?? step));
    if (inside.length === 0) return [];
    const kept = keptOf(arm, control, inside);
    const courses = runCourses(kept);
    const named = (runs: readonly RunCourse[]) => runs.filter((run) => run.named).length;
    const fromBefore = kept.steps[0] === 0 && !own.some(({ step }) => step === 0);
    return [
      {
        stage: lead.stage,
        condition: setting.condition,
        steps: [...kept.steps],
        startsAfter: fromBefore && previous !== undefined ? previous.stage : null,
        between,
        scope: kept.arm.length >= 2 && kept.control.length >= 2 ? "recipe" : "checkpoint",
        runs: named(kept.arm),
        controlRuns: named(kept.control),
        missingCheckpoints: missingIn(courses),
        ...fitted(decayFits(courses, level), rangeOf(lead.metric)),
      },
    ];
  });
}

/** Stages in which a lead may fade: reinforcement, and whatever the plan asks durability up to. */
function isFollowed(index: EvidenceIndex, stage: string): boolean {
  return isReinforcement({ name: stage }) || stagePairs(index.ablation).some(({ to }) => to === stage);
}

/**
 * How fast a lead fades over the checkpoints of each stage that follows it, under each condition; the stage before,
 * where it was measured alike, stands at step 0.
 *
 * @param stages the same lead at every stage, in their order in time
 */
export function decayFindings(index: EvidenceIndex, stages: readonly PlannedLead[], judge: string): Decay[] {
  return stages
    .filter(({ stage }) => isFollowed(index, stage))
    .flatMap((lead) =>
      settingsOf(index, lead, lead.stage)
        .filter((setting) => setting.judge === judge && setting.arm.length > 0 && setting.control.length > 0)
        .flatMap((setting) => decaysIn(index, stages, lead, setting)),
    );
}
