import { type CheckpointRecord, HoldfastError, type RunLineage, type RunRecord } from "@holdfast/core";
import { and, asc, count, eq, sql } from "drizzle-orm";
import { listInterventions } from "../ablation/intervene.js";
import type { Session } from "../driver/driver.js";
import { END_OF_STAGE } from "../record/outcome-key.js";
import { outcome } from "../schema/outcome.js";
import { checkpoint, run } from "../schema/run.js";
import { runRecords } from "./run-records.js";

/** One stored run. @throws HoldfastError `not-found` */
export async function readRunRecord(session: Session, ablationId: number, key: string): Promise<RunRecord> {
  const rows = await session.db
    .select()
    .from(run)
    .where(and(eq(run.ablationId, ablationId), eq(run.run, key)));
  const [record] = await runRecords(session, ablationId, rows);
  if (record !== undefined) return record;
  throw new HoldfastError({
    code: "not-found",
    message: `there is no run \`${key}\`.`,
    place: { key: "run" },
    remedy: "List the runs of the ablation to see those that are there; a run is named arm/seed/branch.",
  });
}

/** The checkpoints of a run, or one of them, by stage name and step; the end of a stage comes last. */
export async function readCheckpoints(
  session: Session,
  ablationId: number,
  key: string,
  only?: { readonly stage: string; readonly step: number | null },
): Promise<CheckpointRecord[]> {
  const rows = await session.db
    .select({ row: checkpoint, outcomes: count(outcome.outcomeId) })
    .from(checkpoint)
    .leftJoin(
      outcome,
      and(
        eq(outcome.ablationId, checkpoint.ablationId),
        eq(outcome.checkpointId, checkpoint.checkpointId),
        eq(outcome.current, true),
      ),
    )
    .where(
      and(
        eq(checkpoint.ablationId, ablationId),
        eq(checkpoint.run, key),
        only === undefined ? undefined : eq(checkpoint.stage, only.stage),
        only === undefined ? undefined : eq(checkpoint.step, only.step ?? END_OF_STAGE),
      ),
    )
    .groupBy(checkpoint.ablationId, checkpoint.checkpointId)
    .orderBy(asc(checkpoint.stage), sql`${checkpoint.step} = ${END_OF_STAGE}`, asc(checkpoint.step));
  return rows.map(({ row, outcomes }) => ({
    ...{ run: row.run, stage: row.stage, step: row.step === END_OF_STAGE ? null : row.step },
    ...{ tokens: row.tokens, uri: row.uri, shared: row.shared, outcomes },
  }));
}

/** One run with everything that happened in its life. @throws HoldfastError `not-found` */
export async function readLineage(session: Session, ablationId: number, key: string): Promise<RunLineage> {
  const record = await readRunRecord(session, ablationId, key);
  return {
    run: record,
    checkpoints: await readCheckpoints(session, ablationId, key),
    interventions: await listInterventions(session, ablationId, key),
  };
}
