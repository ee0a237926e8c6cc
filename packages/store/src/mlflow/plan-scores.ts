import {
  checkOutcome,
  conditionKey,
  isHoldfastError,
  metricNamed,
  type Outcome,
  type OutcomeEvidence,
  type OutcomeRun,
  runKey,
} from "@holdfast/core";
import { isDerivable, type StoredValue } from "../record/derivable.js";
import { checkpointIdOf, outcomeIdOf } from "../record/outcome-key.js";
import type { MlflowPoint } from "./mlflow-run.js";
import type { ScoreCell } from "./score-cells.js";
import type { ScoreNames } from "./score-names.js";

type Scalar = Exclude<OutcomeEvidence, { readonly level: "samples" }>;

/** An outcome that is recorded where a metric would go. */
export interface StoredScore {
  /** Of revision 1. */
  readonly outcomeId: string;
  readonly step: number;
  readonly eval: string;
  readonly metric: string;
  /** All revisions, oldest first. */
  readonly values: readonly StoredValue[];
  /** It was made from a metric of this very run. */
  readonly isOwn: boolean;
  /** Somebody corrected it or set it aside: it stays as it is. */
  readonly isHeld: boolean;
}

/** The run that logged, as outcomes name it. */
export interface ScoredRun {
  readonly runId: string;
  readonly run: OutcomeRun;
  readonly stage: string;
}

/** What follows from the metrics of a run: outcomes to record, own ones to take back, and what is wrong, in sentences. */
export interface ScorePlan {
  readonly record: readonly Outcome[];
  readonly withdraw: readonly StoredScore[];
  readonly faults: readonly string[];
}

/** Where an outcome that was made from a metric says it is from. */
export function sourceOf(runId: string): string {
  return `runs:/${runId}`;
}

/** The id of the outcome that a cell goes to. */
export function scoreIdOf(
  cell: Pick<ScoreCell, "eval" | "metric" | "step">,
  { run, stage }: ScoredRun,
  { judge, condition }: Pick<ScoreNames, "judge" | "condition">,
): string {
  const checkpointId = checkpointIdOf(runKey(run), stage, cell.step);
  const key = { checkpointId, evalId: cell.eval, judgeId: judge, metric: cell.metric };
  return outcomeIdOf({ ...key, condition: conditionKey(condition) }, 1);
}

const CORRECTION = "If that is wrong, record the right one as a correction with author and reason.";

/** A share of a number of samples as a count, where it is one; rates travel with 6 digits or more. */
function countOf(rate: number, n: number): number | null {
  const k = Math.round(rate * n);
  return Math.abs(rate * n - k) <= Math.min(1e-6 * n, 0.01) ? k : null;
}

function evidenceOf(
  { eval: id, metric, samples }: ScoreCell,
  { value }: MlflowPoint,
  { ablation }: ScoreNames,
): { readonly evidence: Scalar; readonly fault: string | null } {
  const point = { level: "point", point: value } as const;
  const [first] = samples;
  if (first === undefined) return { evidence: point, fault: null };
  const n = first.value;
  const known = ablation.evals.find((one) => one.id === id);
  const scale = known === undefined ? undefined : metricNamed(known, metric)?.scale;
  const k = Number.isInteger(n) && n > 0 && scale?.kind === "binary" ? countOf(value, n) : null;
  if (k !== null) return { evidence: { level: "counts", counts: { k, n } }, fault: null };
  const why =
    scale?.kind === "binary" ? `${value} of ${n} is no whole number` : "counts need a binary metric";
  return { evidence: point, fault: `${why}: recorded as a point.` };
}

function outcomeOf(
  cell: ScoreCell,
  point: MlflowPoint,
  evidence: Scalar,
  { runId, run, stage }: ScoredRun,
  { judge, condition }: ScoreNames,
): Outcome {
  return {
    run,
    checkpoint: { stage, step: cell.step, tokens: null, uri: null, shared: false },
    eval: cell.eval,
    evalSha: null,
    metric: cell.metric,
    condition,
    judge,
    status: "complete",
    harness: { name: "mlflow" },
    evaluatedAt: instantOf(point.atMs),
    source: { uri: sourceOf(runId) },
    correction: null,
    evidence,
  };
}

/** The time of a point, where it is one that a date can have. */
function instantOf(atMs: number): string | null {
  const at = new Date(atMs);
  return atMs <= 0 || Number.isNaN(at.getTime()) || at.getUTCFullYear() > 9999 ? null : at.toISOString();
}

function sayStored(value: StoredValue | undefined): string {
  if (value === undefined) return "nothing";
  if (value.level === "counts") return `${value.counts.k} of ${value.counts.n}`;
  if (value.level === "samples") return `${value.scored + value.unscored} sample scores`;
  return String(value.level === "point" ? value.point : value.summary.mean);
}

/** What is wrong with an outcome for this ablation, or null. */
function misfit(names: ScoreNames, outcome: Outcome): string | null {
  try {
    checkOutcome(names.ablation, outcome);
    return null;
  } catch (error) {
    if (!isHoldfastError(error)) throw error;
    return [error.message, error.remedy ?? ""].join(" ").trim();
  }
}

interface Planned {
  readonly record: Outcome | null;
  readonly withdraw: StoredScore | null;
  readonly faults: readonly string[];
}

const NOTHING: Planned = { record: null, withdraw: null, faults: [] };

function planCell(
  cell: ScoreCell,
  stored: StoredScore | undefined,
  by: ScoredRun,
  names: ScoreNames,
): Planned {
  const where = (point: MlflowPoint) => `\`${point.key}\` at step ${cell.step}: `;
  const follows = (point: MlflowPoint, value: StoredValue) =>
    isDerivable(evidenceOf(cell, point, names).evidence, value) ||
    isDerivable({ level: "point", point: point.value }, value);
  const isKnown = (point: MlflowPoint) => stored?.values.some((value) => follows(point, value)) === true;
  const [first] = cell.values;
  if (first === undefined) return NOTHING;
  const isOpen = stored === undefined || (stored.isOwn && !stored.isHeld);
  const kept = isOpen ? (cell.values.find(isKnown) ?? first) : undefined;
  const differing = cell.values
    .filter((point) => point !== kept && !isKnown(point))
    .map((point) => {
      const now = kept === undefined ? sayStored(stored?.values.at(-1)) : String(kept.value);
      return `${where(point)}logged as ${point.value}, and the outcome keeps ${now}, which came first. ${CORRECTION}`;
    });
  if (kept === undefined) return { ...NOTHING, faults: differing };
  const { evidence, fault } = evidenceOf(cell, kept, names);
  const noted = fault === null ? differing : [`${where(kept)}${fault}`, ...differing];
  const value = stored?.values.at(-1);
  if (stored !== undefined && value?.level === evidence.level && isDerivable(evidence, value))
    return { ...NOTHING, faults: noted };
  const outcome = outcomeOf(cell, kept, evidence, by, names);
  const refused = misfit(names, outcome);
  return {
    record: refused === null ? outcome : null,
    withdraw: stored ?? null,
    faults: refused === null ? noted : [`${where(kept)}${refused}`, ...noted],
  };
}

/**
 * What the outcomes made from a run's metrics should be, beside what is recorded. The first value of a cell stays;
 * what others recorded, corrected or set aside is never touched.
 *
 * @param stored what is recorded at the steps in question
 * @param isWhole whether the cells are all there are: then own outcomes without a cell are taken back
 */
export function planScores(
  cells: readonly ScoreCell[],
  stored: readonly StoredScore[],
  by: ScoredRun,
  names: ScoreNames,
  isWhole: boolean,
): ScorePlan {
  const byId = new Map(stored.map((score) => [score.outcomeId, score]));
  const wanted = new Set<string>();
  const planned = cells.map((cell) => {
    const [first] = cell.values;
    if (first === undefined) return NOTHING;
    if (cell.step < 0)
      return { ...NOTHING, faults: [`\`${first.key}\` at step ${cell.step}: steps count from 0.`] };
    const id = scoreIdOf(cell, by, names);
    wanted.add(id);
    return planCell(cell, byId.get(id), by, names);
  });
  const left = isWhole ? stored.filter(({ isOwn, outcomeId }) => isOwn && !wanted.has(outcomeId)) : [];
  const condition = conditionKey(names.condition);
  return {
    record: planned.flatMap(({ record }) => record ?? []),
    withdraw: [...planned.flatMap(({ withdraw }) => withdraw ?? []), ...left.filter(({ isHeld }) => !isHeld)],
    faults: [
      ...planned.flatMap(({ faults }) => faults),
      ...left
        .filter(({ isHeld }) => isHeld)
        .map(
          ({ eval: id, metric, step }) =>
            `${id} ${metric} at step ${step}: no metric stands for it under judge ${names.judge}${condition === "{}" ? "" : ` and ${condition}`} any more, but it was corrected or set aside by hand, and stays.`,
        ),
    ],
  };
}
