import {
  compareText,
  type EvidenceOutcome,
  isNamedRun,
  isReinforcement,
  type Run,
  type Scale,
} from "@holdfast/core";
import { averageValues, type MeasuredValue, stackRows } from "./checkpoint-value.js";

/** One independent run (the common ancestor where runs branch), measured at one moment. */
export interface Unit {
  /** Arm and seed (or the caller's id) without the branch. */
  readonly key: string;
  /** Whether anybody said which run it is. */
  readonly named: boolean;
  readonly branches: number;
  readonly measured: MeasuredValue;
}

/** An arm at one moment: its runs, and the steps that were averaged. */
export interface ArmMoment {
  readonly units: readonly Unit[];
  readonly steps: readonly (number | null)[];
  readonly outcomes: readonly EvidenceOutcome[];
  /** Runs that were measured at the stage, but at none of these steps, or without a single score. */
  readonly missing: number;
}

/** An independent run with the outcomes of each of its branches. */
interface Ancestor {
  readonly key: string;
  readonly named: boolean;
  readonly branches: ReadonlyMap<string, readonly EvidenceOutcome[]>;
}

/** The runs behind a list of outcomes, and its moments that were worked out before, by their steps. */
interface KnownList {
  readonly ancestors: readonly Ancestor[];
  readonly moments: Map<string, ArmMoment>;
}

/** What is known of lists of outcomes, by the very list. */
export type KnownMoments = WeakMap<readonly EvidenceOutcome[], KnownList>;

/** A step's place in time; the unstated step is the end of the stage. */
export function stepOrder(step: number | null): number {
  return step ?? Number.POSITIVE_INFINITY;
}

/** Arm and seed of an outcome's run without the branch, and whether anybody named it. */
export function ancestorKey(
  outcome: EvidenceOutcome,
  runs: ReadonlyMap<string, Run>,
): { key: string; named: boolean } {
  const run = runs.get(outcome.run);
  if (run === undefined) return { key: outcome.run, named: true };
  const seed = run.seed === null ? `unknown:${run.callerId ?? ""}` : String(run.seed);
  return { key: `${run.arm}/${seed}`, named: isNamedRun(run) };
}

function distinctSteps(outcomes: readonly Pick<EvidenceOutcome, "step">[]): (number | null)[] {
  const steps = new Set<number | null>();
  for (const { step } of outcomes) steps.add(step);
  return [...steps].sort((a, b) => stepOrder(a) - stepOrder(b));
}

/**
 * The steps at which a contrast looks at a stage. Reinforcement: the last `lastCheckpoints` steps that both sides
 * have. Otherwise, and where both sides share no step: null, each run's own last checkpoint.
 */
export function momentSteps(
  stage: string,
  sides: readonly (readonly Pick<EvidenceOutcome, "step">[])[],
  lastCheckpoints: number,
): readonly (number | null)[] | null {
  if (!isReinforcement({ name: stage })) return null;
  const [first = [], ...rest] = sides.map(distinctSteps);
  let common = first;
  for (const steps of rest) common = common.filter((step) => steps.includes(step));
  return common.length === 0 ? null : common.slice(-lastCheckpoints);
}

function pickOutcomes(
  outcomes: readonly EvidenceOutcome[],
  steps: readonly (number | null)[] | null,
): EvidenceOutcome[] {
  let last = Number.NEGATIVE_INFINITY;
  for (const { step } of outcomes) last = Math.max(last, stepOrder(step));
  const picked: EvidenceOutcome[] = [];
  for (const outcome of outcomes) {
    const isAsked = steps === null ? stepOrder(outcome.step) === last : steps.includes(outcome.step);
    if (isAsked) picked.push(outcome);
  }
  return picked;
}

/** The units with their rows in one stretch of memory, where all of them have one. */
function stacked(units: readonly Unit[]): readonly Unit[] {
  const rows = stackRows(units.map(({ measured }) => measured.row));
  if (rows === undefined) return units;
  return units.map((unit, at) => ({ ...unit, measured: { ...unit.measured, row: rows[at] ?? null } }));
}

/** What moments are worked out from: an index of evidence has it. */
interface Sources {
  readonly runs: ReadonlyMap<string, Run>;
  measure(outcome: EvidenceOutcome, scale: Scale): MeasuredValue | null;
  readonly moments?: KnownMoments;
}

function ancestorsOf(
  outcomes: readonly EvidenceOutcome[],
  { runs }: Pick<Sources, "runs">,
): readonly Ancestor[] {
  const ancestors = new Map<string, { named: boolean; branches: Map<string, EvidenceOutcome[]> }>();
  for (const outcome of outcomes) {
    const { key, named } = ancestorKey(outcome, runs);
    const ancestor = ancestors.get(key) ?? { named, branches: new Map<string, EvidenceOutcome[]>() };
    ancestors.set(key, ancestor);
    const branch = ancestor.branches.get(outcome.run) ?? [];
    ancestor.branches.set(outcome.run, branch);
    branch.push(outcome);
  }
  return [...ancestors]
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, { named, branches }]) => ({ key, named, branches }));
}

/** The mean over the picked checkpoints of each branch of a run; `used` takes what went into them. */
function branchValues(
  { branches }: Ancestor,
  steps: readonly (number | null)[] | null,
  sources: Pick<Sources, "measure">,
  scale: Scale,
  used: EvidenceOutcome[],
): MeasuredValue[] {
  const values: MeasuredValue[] = [];
  for (const branch of branches.values()) {
    const picked = pickOutcomes(branch, steps);
    const measured: MeasuredValue[] = [];
    for (const outcome of picked) {
      const own = sources.measure(outcome, scale);
      if (own !== null) measured.push(own);
    }
    const value = averageValues(measured, scale.kind === "binary");
    if (value === null) continue;
    for (const outcome of picked) used.push(outcome);
    values.push(value);
  }
  return values;
}

function momentOf(
  ancestors: readonly Ancestor[],
  steps: readonly (number | null)[] | null,
  sources: Pick<Sources, "measure">,
  scale: Scale,
): ArmMoment {
  const used: EvidenceOutcome[] = [];
  const units: Unit[] = [];
  for (const ancestor of ancestors) {
    const values = branchValues(ancestor, steps, sources, scale, used);
    const measured = averageValues(values, scale.kind === "binary");
    const { key, named } = ancestor;
    if (measured !== null) units.push({ key, named, branches: values.length, measured });
  }
  return {
    units: stacked(units),
    steps: distinctSteps(used),
    outcomes: used,
    missing: ancestors.length - units.length,
  };
}

/**
 * One arm's outcomes of one eval, metric, condition, judge and stage as independent runs: checkpoints are averaged
 * within a branch, branches within their common ancestor. Runs without any of the steps are left out. Asked again
 * for the same list and steps, an index gives the same moment.
 */
export function armMoment(
  outcomes: readonly EvidenceOutcome[],
  steps: readonly (number | null)[] | null,
  sources: Sources,
  scale: Scale,
): ArmMoment {
  const list = sources.moments?.get(outcomes) ?? {
    ancestors: ancestorsOf(outcomes, sources),
    moments: new Map<string, ArmMoment>(),
  };
  sources.moments?.set(outcomes, list);
  const key = steps === null ? "end" : steps.join();
  const known = list.moments.get(key) ?? momentOf(list.ancestors, steps, sources, scale);
  list.moments.set(key, known);
  return known;
}

/** Named runs; 0 where the evidence belongs to no run that anybody named. */
export function namedRuns({ units }: ArmMoment): number {
  return units.filter(({ named }) => named).length;
}
