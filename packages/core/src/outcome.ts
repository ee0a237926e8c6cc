import { type Condition, conditionKey } from "./condition.js";
import { HoldfastError } from "./errors.js";
import { DEFAULT_METRIC } from "./eval.js";
import type { Counts, EvidenceLevel, Summary } from "./evidence-level.js";
import { DEFAULT_JUDGE, judgeKey } from "./judge.js";
import type { OutcomeLine } from "./outcome-line.js";
import type { OutcomeCheckpoint, OutcomeRun } from "./outcome-run.js";
import { checkpointOf, runOf } from "./run-statement.js";

/** What was scored, at one of the four levels of evidence. Sample lists are parallel; `null` is unscored. */
export type OutcomeEvidence =
  | {
      readonly level: "samples";
      readonly sample: readonly string[];
      readonly cluster: readonly string[] | null;
      readonly epoch: readonly number[] | null;
      readonly score: readonly (number | null)[];
    }
  | { readonly level: "counts"; readonly counts: Counts }
  | { readonly level: "summary"; readonly summary: Summary }
  | { readonly level: "point"; readonly point: number };

/** What one checkpoint scored on one eval, metric and condition under one judge: one key, one evidence. */
export interface Outcome {
  readonly run: OutcomeRun;
  readonly checkpoint: OutcomeCheckpoint;
  readonly eval: string;
  readonly evalSha: string | null;
  readonly metric: string;
  readonly condition: Condition;
  readonly judge: string;
  readonly status: OutcomeLine["status"];
  readonly harness: OutcomeLine["harness"] | null;
  readonly evaluatedAt: string | null;
  readonly source: OutcomeLine["source"] | null;
  readonly correction: { readonly author: string; readonly reason: string } | null;
  readonly evidence: OutcomeEvidence;
}

function evidencesOf(
  line: OutcomeLine,
  metric: string,
): readonly { readonly metric: string; readonly evidence: OutcomeEvidence }[] {
  if (line.counts !== undefined) return [{ metric, evidence: { level: "counts", counts: line.counts } }];
  if (line.summary !== undefined) return [{ metric, evidence: { level: "summary", summary: line.summary } }];
  if (line.point !== undefined) return [{ metric, evidence: { level: "point", point: line.point } }];
  const samples = line.samples;
  if (samples === undefined) return [];
  const shared = {
    level: "samples",
    sample: samples.id,
    cluster: samples.cluster ?? null,
    epoch: samples.epoch ?? null,
  } as const;
  if (samples.score !== undefined) return [{ metric, evidence: { ...shared, score: samples.score } }];
  if (line.metric !== undefined) {
    throw new HoldfastError({
      code: "invalid-input",
      message: "`metric` names one metric, and `samples.scores` names its own.",
      place: { key: "metric" },
      remedy: "Leave `metric` out, or send `samples.score`.",
    });
  }
  return Object.entries(samples.scores ?? {}).map(([name, score]) => ({
    metric: name,
    evidence: { ...shared, score },
  }));
}

/** The outcomes that one line holds: one, or one a metric when it has `samples.scores`. */
export function outcomesOf(line: OutcomeLine): Outcome[] {
  const run = runOf(line);
  const checkpoint = checkpointOf(line);
  return evidencesOf(line, line.metric ?? DEFAULT_METRIC).map(({ metric, evidence }) => ({
    run,
    checkpoint,
    eval: line.eval,
    evalSha: line.evalSha ?? null,
    metric,
    condition: line.condition ?? {},
    judge: judgeKey(line.judge ?? DEFAULT_JUDGE),
    status: line.status,
    harness: line.harness ?? null,
    evaluatedAt: line.evaluatedAt ?? null,
    source: line.source ?? null,
    correction: line.correction ?? null,
    evidence,
  }));
}

/** The level of an outcome's evidence. */
export function levelOf(outcome: Outcome): EvidenceLevel {
  return outcome.evidence.level;
}

/** The key of a run within an ablation: arm, seed and branch; a run of unknown seed is told apart by its caller's id. */
export function runKey(run: Pick<OutcomeRun, "arm" | "seed" | "branch" | "callerId">): string {
  const seed =
    run.seed === null ? (run.callerId === null ? "unknown" : `unknown:${run.callerId}`) : String(run.seed);
  return `${run.arm}/${seed}/${run.branch}`;
}

/**
 * The key of the run that a run was branched from: the same arm and seed, another branch. Null where no parent was
 * stated, and for a run of unknown seed with a caller's id, whose parent has another id.
 */
export function parentRunKey(run: {
  readonly arm: string;
  readonly seed: number | null;
  readonly callerId: string | null;
  readonly parent?: OutcomeRun["parent"] | undefined;
}): string | null {
  if (run.parent === null || run.parent === undefined) return null;
  if (run.seed === null && run.callerId !== null) return null;
  return runKey({ ...run, branch: run.parent.branch });
}

/** What an outcome is about, for people and for messages. */
export function describeOutcome(outcome: Outcome): string {
  const { run, checkpoint } = outcome;
  const step = checkpoint.step === null ? "" : ` step ${checkpoint.step}`;
  const seed = run.seed === null ? "seed unknown" : `seed ${run.seed}`;
  const condition = conditionKey(outcome.condition);
  return `${run.arm}, ${seed}${run.branch === 0 ? "" : `, branch ${run.branch}`}, ${checkpoint.stage}${step}, ${outcome.eval} ${outcome.metric}${condition === "{}" ? "" : ` ${condition}`}, judge ${outcome.judge}`;
}
