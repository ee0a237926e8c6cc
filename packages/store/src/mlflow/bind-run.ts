import { HoldfastError, type OutcomeRun, runKey } from "@holdfast/core";
import { and, asc, eq, ne } from "drizzle-orm";
import { noteInAudit } from "../ablation/audit-trail.js";
import { ablationNamed } from "../ablation/stored-ablation.js";
import type { Actor } from "../actor.js";
import { bulkInsert } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { moveRunRows, shareMetrics } from "../driver/mlflow-rows.js";
import { settleRuns } from "../record/settle-runs.js";
import { mlflowArtifact, mlflowArtifactChunk } from "../schema/mlflow-artifact.js";
import { mlflowRoute } from "../schema/mlflow-experiment.js";
import { mlflowLatest, mlflowMetric } from "../schema/mlflow-metric.js";
import { mlflowInput, mlflowParam, mlflowRun, mlflowTag } from "../schema/mlflow-run.js";
import { run } from "../schema/run.js";
import { deletedRun } from "./mlflow-faults.js";
import type { MlflowRun } from "./mlflow-run.js";
import { placedRun } from "./placed-run.js";
import { releaseRun } from "./release-run.js";
import type { KnownDocuments } from "./score-names.js";
import { seriesOf } from "./series-of.js";
import { settleRun, withdrawScores } from "./settle-scores.js";
import { settleState } from "./settle-state.js";

/** What a run is a training of; its names were checked against the ablation before. */
export interface BindingGiven {
  /** `name@version`. */
  readonly identity: string;
  readonly run: OutcomeRun;
  readonly stage: string;
}

const MOVED = [
  mlflowRun,
  mlflowParam,
  mlflowTag,
  mlflowInput,
  mlflowMetric,
  mlflowLatest,
  mlflowArtifact,
  mlflowArtifactChunk,
] as const;

/** The MLflow run that this one is nested in. */
function parentOf({ tags }: MlflowRun): string | null {
  return tags.find(({ key }) => key === "mlflow.parentRunId")?.value ?? null;
}

/** Another MLflow run that finished what this one would train: two trainings, and one place. */
async function refuseFinished(
  session: Session,
  ablationId: number,
  own: MlflowRun,
  key: string,
  stage: string,
): Promise<void> {
  const parent = parentOf(own);
  const others = await session.db
    .select({ runId: mlflowRun.runId })
    .from(mlflowRun)
    .where(
      and(
        eq(mlflowRun.ablationId, ablationId),
        eq(mlflowRun.run, key),
        eq(mlflowRun.stage, stage),
        eq(mlflowRun.status, "FINISHED"),
        eq(mlflowRun.lifecycle, "active"),
        ne(mlflowRun.runId, own.runId),
      ),
    );
  let other: string | null = null;
  for (const { runId } of others) {
    const of = parentOf((await placedRun(session, runId)).run);
    // what is nested in one run, and that run itself, are parts of one training
    const isPart = of === own.runId || (parent !== null && (runId === parent || of === parent));
    if (!isPart) other = runId;
  }
  if (other === null) return;
  throw new HoldfastError({
    code: "conflict",
    message: `${key} was trained at ${stage} already, by the MLflow run ${other}, which finished.`,
    remedy: `Resume that one with MLFLOW_RUN_ID=${other}, or give this training another holdfast.branch.`,
  });
}

/** The training comes into being. @returns whether it was new */
async function settleTraining(session: Session, ablationId: number, given: OutcomeRun): Promise<boolean> {
  const row = { ablationId, run: runKey(given), ...given };
  const made = await bulkInsert(session, run, [row], { existing: "keep", returning: run.run });
  await settleRuns(session, ablationId, [{ run: given, correction: null }]);
  return made.length > 0;
}

async function share(session: Session, ablationId: number, runId: string, key: string, stage: string) {
  const keys = await session.db
    .select({ key: mlflowLatest.key })
    .from(mlflowLatest)
    .where(and(eq(mlflowLatest.ablationId, ablationId), eq(mlflowLatest.runId, runId)))
    .orderBy(asc(mlflowLatest.key));
  const series = keys.map(({ key: name }) => ({ key: name, seriesId: seriesOf(key, stage, name) }));
  await shareMetrics(session, { ablationId, runId, run: key, stage }, series);
}

/**
 * Makes an MLflow run a training of an ablation: it moves there with all that was logged, its metrics join the
 * training metrics of that run and stage, those that name evals become outcomes, and what is logged from now on does
 * too. The same binding is no change.
 *
 * @throws HoldfastError `conflict` where another training is in its place, or where what was recorded under the
 * binding before keeps it there
 */
export async function bindRun(
  session: Session,
  runId: string,
  given: BindingGiven,
  actor: Actor,
  documents: KnownDocuments,
): Promise<MlflowRun> {
  const { ablationId } = await ablationNamed(session, given.identity, "write");
  await session.db
    .select({ runId: mlflowRoute.runId })
    .from(mlflowRoute)
    .where(eq(mlflowRoute.runId, runId))
    .for("update");
  const before = await placedRun(session, runId);
  if (before.run.lifecycle === "deleted") throw deletedRun(runId);
  const key = runKey(given.run);
  const { stage } = given;
  const bound = before.run.binding;
  const isSame = before.ablationId === ablationId && bound?.run === key && bound.stage === stage;
  // those who log wait here, and find the run in its new place
  await session.db
    .select({ runId: mlflowRun.runId })
    .from(mlflowRun)
    .where(and(eq(mlflowRun.ablationId, before.ablationId), eq(mlflowRun.runId, runId)))
    .for("update");
  if (isSame) {
    await settleRuns(session, ablationId, [{ run: given.run, correction: null }]);
    // a tag may say now which metric is an eval
    await settleRun(session, { ablationId, runId, binding: bound }, documents, actor);
    return before.run;
  }
  await refuseFinished(session, ablationId, before.run, key, stage);
  if (bound !== null) {
    await withdrawScores(session, { ablationId: before.ablationId, runId, binding: bound }, actor);
    await releaseRun(session, before.ablationId, runId, bound);
  }
  if (before.ablationId !== ablationId) {
    for (const table of MOVED) await moveRunRows(session, table, before.ablationId, ablationId, runId);
    await session.db.update(mlflowRoute).set({ ablationId }).where(eq(mlflowRoute.runId, runId));
  }
  const madeRun = await settleTraining(session, ablationId, given.run);
  await session.db
    .update(mlflowRun)
    .set({ run: key, stage, madeRun })
    .where(and(eq(mlflowRun.ablationId, ablationId), eq(mlflowRun.runId, runId)));
  await share(session, ablationId, runId, key, stage);
  const after = await placedRun(session, runId);
  await settleState(session, after, actor.at);
  await noteInAudit(session, actor, "record", given.identity, `MLflow run ${runId} is ${key} at ${stage}`, {
    run: key,
  });
  const binding = { identity: given.identity, run: key, stage };
  await settleRun(session, { ablationId, runId, binding }, documents, actor);
  return after.run;
}
