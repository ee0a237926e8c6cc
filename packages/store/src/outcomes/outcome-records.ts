import { ConditionSchema, type OutcomeRecord, type OutcomeValue, parseWith } from "@holdfast/core";
import type { Session } from "../driver/driver.js";
import { forEachScore, readAllPages } from "../driver/pages.js";
import { END_OF_STAGE } from "../record/outcome-key.js";
import { type OutcomeRow, storedValueOf } from "../record/stored-revision.js";
import type { checkpoint, run } from "../schema/run.js";
import type { OutcomesSetAside } from "./outcomes-set-aside.js";

/** An outcome with its checkpoint and its run. */
export interface PlacedOutcome {
  readonly outcome: OutcomeRow;
  readonly checkpoint: typeof checkpoint.$inferSelect;
  readonly run: typeof run.$inferSelect;
}

/** Mean of all scored cells of each sample-level outcome; those without a score are not in it. */
async function meansOf(session: Session, ablationId: number, rows: readonly PlacedOutcome[]) {
  const ids = rows
    .filter(({ outcome }) => outcome.level === "samples")
    .map(({ outcome }) => outcome.outcomeId);
  const sums = new Map<string, { n: number; sum: number }>();
  for (const { outcomeId, scores } of await readAllPages(session, ablationId, ids)) {
    const total = sums.get(outcomeId) ?? { n: 0, sum: 0 };
    forEachScore(scores, (_index, score) => {
      if (Number.isNaN(score)) return;
      total.n += 1;
      total.sum += score;
    });
    sums.set(outcomeId, total);
  }
  return (outcomeId: string): number | null => {
    const { n = 0, sum = 0 } = sums.get(outcomeId) ?? {};
    return n === 0 ? null : sum / n;
  };
}

function shownValue(row: OutcomeRow, mean: number | null): OutcomeValue {
  const value = storedValueOf(row);
  if (value.level !== "samples") return value;
  const { epochs, scored, unscored } = value;
  return { level: "samples", epochs, scored, unscored, mean };
}

/** Stored outcomes as they are shown, in the order given. */
export async function outcomeRecords(
  session: Session,
  ablationId: number,
  rows: readonly PlacedOutcome[],
  aside: OutcomesSetAside,
): Promise<OutcomeRecord[]> {
  const meanOf = await meansOf(session, ablationId, rows);
  return rows.map(({ outcome, checkpoint, run }) => {
    const { outcomeId, author, reason } = outcome;
    return {
      outcomeId,
      ...{ run: run.run, arm: run.arm, seed: run.seed, branch: run.branch, stage: checkpoint.stage },
      step: checkpoint.step === END_OF_STAGE ? null : checkpoint.step,
      ...{ eval: outcome.evalId, metric: outcome.metric, judge: outcome.judgeId },
      condition: parseWith(ConditionSchema, JSON.parse(outcome.condition), "stored condition"),
      ...{ status: outcome.status, revision: outcome.revision, current: outcome.current },
      value: shownValue(outcome, meanOf(outcomeId)),
      harness: outcome.harness ?? null,
      source: outcome.source ?? null,
      evaluatedAt: outcome.evaluatedAt,
      correction: author === null || reason === null ? null : { author, reason },
      recordedAt: outcome.recordedAt.toISOString(),
      excluded: aside.of(outcomeId, run.run),
    };
  });
}
