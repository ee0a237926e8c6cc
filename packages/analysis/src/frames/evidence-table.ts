import { type Evidence, type EvidenceOutcome, formatCondition, type Run } from "@holdfast/core";
import type { Row } from "./row.js";

function meanOf(score: Float64Array): number | null {
  let sum = 0;
  let count = 0;
  for (const value of score) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? null : sum / count;
}

function scoreOf({ evidence }: EvidenceOutcome): Row {
  const empty = { mean: null, standardError: null, scores: null, unscored: null };
  switch (evidence.level) {
    case "samples":
      return { ...empty, mean: meanOf(evidence.score), scores: evidence.scored, unscored: evidence.unscored };
    case "counts":
      return { ...empty, mean: evidence.counts.k / evidence.counts.n, scores: evidence.counts.n };
    case "summary":
      return {
        ...empty,
        mean: evidence.summary.mean,
        standardError: evidence.summary.standardError ?? null,
        scores: evidence.summary.n ?? null,
      };
    case "point":
      return { ...empty, mean: evidence.point };
  }
}

function rowOf(outcome: EvidenceOutcome, run: Run | undefined): Row {
  return {
    arm: outcome.arm,
    seed: run?.seed ?? null,
    branch: run?.branch ?? null,
    run: outcome.run,
    stage: outcome.stage,
    step: outcome.step,
    shared: outcome.shared,
    eval: outcome.eval,
    metric: outcome.metric,
    condition: formatCondition(outcome.condition),
    judge: outcome.judge,
    level: outcome.evidence.level,
    ...scoreOf(outcome),
    status: outcome.status,
    revision: outcome.revision,
    excluded: outcome.excluded !== null || (run?.excluded ?? null) !== null,
  };
}

/** Every outcome as one row: where it belongs, and what it scored on the metric's own scale. */
export function evidenceTable(evidence: Evidence): Row[] {
  const runs = new Map(evidence.runs.map((run) => [run.run, run]));
  return evidence.outcomes.map((outcome) => rowOf(outcome, runs.get(outcome.run)));
}
