import { HoldfastError, isBindingTag } from "@holdfast/core";
import { and, asc, eq, isNotNull } from "drizzle-orm";
import type { Actor } from "../actor.js";
import { bulkInsert } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { readMlflowPlace, readMlflowRuns } from "../driver/mlflow-rows.js";
import { mlflowRoute } from "../schema/mlflow-experiment.js";
import { mlflowMetric } from "../schema/mlflow-metric.js";
import { mlflowRun, mlflowTag } from "../schema/mlflow-run.js";
import { experimentOf } from "./experiments.js";
import { INBOX_ID } from "./inbox.js";
import { deletedRun, noRun } from "./mlflow-faults.js";
import type { MlflowPoint, MlflowRun, NewMlflowRun } from "./mlflow-run.js";
import { type PlacedRun, placedRun } from "./placed-run.js";
import { runOfRow } from "./run-row.js";
import type { KnownDocuments } from "./score-names.js";
import { settleRun } from "./settle-scores.js";
import { settleState } from "./settle-state.js";

/** `name@version` of the ablation that a run is bound to, or null. @throws HoldfastError `not-found` */
export async function boundTo(session: Session, runId: string): Promise<string | null> {
  const [row] = await readMlflowPlace(session, runId);
  if (row === undefined) throw noRun(runId);
  const [ablationId, identity] = row;
  return Number(ablationId) === INBOX_ID ? null : String(identity);
}

/** A run begins in the inbox. @throws HoldfastError `not-found`, `invalid-input` for a deleted experiment */
export async function createRun(session: Session, given: NewMlflowRun): Promise<PlacedRun> {
  const { tags, ...run } = given;
  const experiment = await experimentOf(session, given.experimentId);
  if (experiment.lifecycle === "deleted")
    throw new HoldfastError({
      code: "invalid-input",
      message: `The experiment ${given.experimentId} must be in the 'active' state. Current state is deleted.`,
      remedy: "Restore it, or start the run in another experiment.",
    });
  const root = experiment.artifactLocation ?? `mlflow-artifacts:/${given.experimentId}`;
  const row = {
    ...run,
    ablationId: INBOX_ID,
    status: "RUNNING",
    artifactUri: `${root.replace(/\/+$/, "")}/${given.runId}/artifacts`,
  };
  await session.db.insert(mlflowRoute).values({ runId: given.runId, ablationId: INBOX_ID });
  await session.db.insert(mlflowRun).values(row);
  const rows = tags.map((tag) => ({ ablationId: INBOX_ID, runId: given.runId, ...tag }));
  await bulkInsert(session, mlflowTag, rows);
  const unsaid = {
    params: [],
    metrics: [],
    inputs: [],
    binding: null,
    endMs: null,
    lifecycle: "active",
  } as const;
  return { ablationId: INBOX_ID, run: { ...unsaid, ...row, tags } };
}

/** How a run stands, and its name. @throws HoldfastError `not-found`, `invalid-input` for a deleted run */
export async function updateRun(
  session: Session,
  runId: string,
  change: {
    readonly status?: string | undefined;
    readonly endMs?: number | null | undefined;
    readonly runName?: string | undefined;
  },
  actor: Actor,
  documents: KnownDocuments,
): Promise<MlflowRun> {
  const before = await placedRun(session, runId);
  if (before.run.lifecycle === "deleted") throw deletedRun(runId);
  const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length > 0)
    await session.db
      .update(mlflowRun)
      .set(set)
      .where(and(eq(mlflowRun.ablationId, before.ablationId), eq(mlflowRun.runId, runId)));
  if (change.runName !== undefined)
    await session.db
      .insert(mlflowTag)
      .values({ ablationId: before.ablationId, runId, key: "mlflow.runName", value: change.runName })
      .onConflictDoUpdate({
        target: [mlflowTag.ablationId, mlflowTag.runId, mlflowTag.key],
        set: { value: change.runName },
      });
  const after = await placedRun(session, runId);
  await settleState(session, after, actor.at);
  const { binding } = after.run;
  // what another server did not know to be an eval when it was logged
  if (binding !== null && after.run.endMs !== null)
    await settleRun(session, { ablationId: after.ablationId, runId, binding }, documents, actor);
  return after.run;
}

/** Deletes a run, so that it is no longer found, or restores it; its evidence stays. */
export async function setLifecycle(
  session: Session,
  runId: string,
  lifecycle: "active" | "deleted",
): Promise<void> {
  const { ablationId } = await placedRun(session, runId);
  await session.db
    .update(mlflowRun)
    .set({ lifecycle })
    .where(and(eq(mlflowRun.ablationId, ablationId), eq(mlflowRun.runId, runId)));
}

/** The points of one metric by step, time and value: one page, and whether there are more. */
export async function metricHistory(
  session: Session,
  runId: string,
  key: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<{ readonly points: readonly MlflowPoint[]; readonly isMore: boolean }> {
  const { ablationId } = await placedRun(session, runId);
  const { step, atMs, value } = mlflowMetric;
  const rows = await session.db
    .select({ key: mlflowMetric.key, step, atMs, value })
    .from(mlflowMetric)
    .where(
      and(eq(mlflowMetric.ablationId, ablationId), eq(mlflowMetric.runId, runId), eq(mlflowMetric.key, key)),
    )
    .orderBy(asc(step), asc(atMs), asc(value))
    .limit(limit + 1)
    .offset(offset);
  return { points: rows.slice(0, limit), isMore: rows.length > limit };
}

/** Takes a tag away; the binding stays. @throws HoldfastError `not-found` where there is none */
export async function deleteTag(
  session: Session,
  runId: string,
  key: string,
  actor: Actor,
  documents: KnownDocuments,
): Promise<void> {
  const { ablationId, run } = await placedRun(session, runId);
  const gone = await session.db
    .delete(mlflowTag)
    .where(and(eq(mlflowTag.ablationId, ablationId), eq(mlflowTag.runId, runId), eq(mlflowTag.key, key)))
    .returning({ key: mlflowTag.key });
  if (gone.length > 0) {
    if (run.binding !== null && isBindingTag(key))
      await settleRun(session, { ablationId, runId, binding: run.binding }, documents, actor);
    return;
  }
  throw new HoldfastError({
    code: "not-found",
    message: `No tag with name: ${key} in run with id ${runId}`,
  });
}

/** The runs that are bound to an ablation, in the order in which they started. */
export async function boundRuns(session: Session, ablationId: number): Promise<MlflowRun[]> {
  if (ablationId === INBOX_ID) return [];
  const places = await session.db
    .select({ runId: mlflowRun.runId })
    .from(mlflowRun)
    .where(and(eq(mlflowRun.ablationId, ablationId), isNotNull(mlflowRun.run)))
    .orderBy(asc(mlflowRun.startMs), asc(mlflowRun.runId));
  const ids = places.map(({ runId }) => runId);
  const rows = await readMlflowRuns(
    session,
    ids.map(() => ablationId),
    ids,
  );
  return rows.map((row) => runOfRow(row).run);
}
