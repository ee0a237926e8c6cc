import { compareText } from "@holdfast/core";
import { and, count, eq, sum } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { END_OF_STAGE } from "../record/outcome-key.js";
import { outcome } from "../schema/outcome.js";
import { checkpoint, run } from "../schema/run.js";
import type { CoverageRow } from "../store.js";

/** How much has arrived; what is set aside has arrived too. */
export async function readCoverage(session: Session, ablationId: number): Promise<CoverageRow[]> {
  const place = {
    run: checkpoint.run,
    arm: run.arm,
    seed: run.seed,
    stage: checkpoint.stage,
    step: checkpoint.step,
    eval: outcome.evalId,
    metric: outcome.metric,
    judge: outcome.judgeId,
    level: outcome.level,
  };
  const rows = await session.db
    .select({ ...place, outcomes: count(), scored: sum(outcome.scored).mapWith(Number) })
    .from(outcome)
    .innerJoin(
      checkpoint,
      and(eq(checkpoint.ablationId, outcome.ablationId), eq(checkpoint.checkpointId, outcome.checkpointId)),
    )
    .innerJoin(run, and(eq(run.ablationId, checkpoint.ablationId), eq(run.run, checkpoint.run)))
    .where(and(eq(outcome.ablationId, ablationId), eq(outcome.current, true)))
    .groupBy(...Object.values(place));
  const covered = rows.map((row) => ({ ...row, step: row.step === END_OF_STAGE ? null : row.step }));
  return covered.sort(
    (a, b) =>
      compareText(a.run, b.run) ||
      compareText(a.stage, b.stage) ||
      (a.step ?? -1) - (b.step ?? -1) ||
      compareText(a.eval, b.eval) ||
      compareText(a.metric, b.metric) ||
      compareText(a.judge, b.judge) ||
      compareText(a.level, b.level),
  );
}
