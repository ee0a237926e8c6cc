import { HoldfastError, metricNumber } from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import { bulkInsert, isAnyOf } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { INBOX_ID } from "../mlflow/inbox.js";
import { ablation } from "../schema/ablation.js";
import { mlflowRoute } from "../schema/mlflow-experiment.js";
import { mlflowMetric } from "../schema/mlflow-metric.js";
import { mlflowParam, mlflowRun } from "../schema/mlflow-run.js";
import type { ArchiveLine } from "./archive-format.js";
import { differsFromArchive } from "./archive-refusal.js";

type LineOf<K extends ArchiveLine["kind"]> = Extract<ArchiveLine, { kind: K }>;

const ELSEWHERE = "Delete the run that is here, or restore into another database.";
/** What is said of a run once; status, end, name and tags move on, and stay as they are here. */
const FIXED = ["experimentId", "userId", "startMs", "artifactUri", "run", "stage"] as const;

async function refuseElsewhere(session: Session, runId: string, ablationId: number): Promise<void> {
  const [there] = await session.db
    .select({ id: ablation.ablationId, name: ablation.name, version: ablation.version })
    .from(mlflowRoute)
    .innerJoin(ablation, eq(ablation.ablationId, mlflowRoute.ablationId))
    .where(eq(mlflowRoute.runId, runId));
  if (there === undefined || there.id === ablationId) return;
  throw new HoldfastError({
    code: "conflict",
    message: `the MLflow run ${runId} of the archive is in this database already, ${
      there.id === INBOX_ID ? "bound to no ablation" : `bound to ${there.name}@${there.version}`
    }.`,
    remedy:
      "A run has one place: export and delete the ablation that has it, or restore into another database. Nothing was restored.",
  });
}

/**
 * An MLflow run of an archive, or the one that is there.
 *
 * @returns whether it was new
 * @throws HoldfastError `conflict` where a run of its id is elsewhere, or is another one
 */
export async function restoreMlflowRun(
  session: Session,
  ablationId: number,
  { kind: _kind, ...row }: LineOf<"mlflow-run">,
): Promise<boolean> {
  const { runId } = row;
  await session.db.insert(mlflowRoute).values({ runId, ablationId }).onConflictDoNothing();
  await refuseElsewhere(session, runId, ablationId);
  const inserted = await session.db
    .insert(mlflowRun)
    .values({ ablationId, ...row })
    .onConflictDoNothing()
    .returning({ runId: mlflowRun.runId });
  if (inserted.length > 0) return true;
  const [there] = await session.db
    .select()
    .from(mlflowRun)
    .where(and(eq(mlflowRun.ablationId, ablationId), eq(mlflowRun.runId, runId)))
    .for("update");
  const other = FIXED.find((field) => there?.[field] !== row[field]);
  if (other !== undefined) throw differsFromArchive(`${other} of the MLflow run ${runId}`, ELSEWHERE);
  return false;
}

/** Parameters of a run. @throws HoldfastError `conflict` where one has another value, as it never changes */
export async function restoreParams(
  session: Session,
  ablationId: number,
  { runId, params }: LineOf<"mlflow-params">,
): Promise<void> {
  const rows = params.map((param) => ({ ablationId, runId, ...param }));
  await bulkInsert(session, mlflowParam, rows, { existing: "keep" });
  const said = new Map(params.map(({ key, value }) => [key, value]));
  const there = await session.db
    .select()
    .from(mlflowParam)
    .where(
      and(
        eq(mlflowParam.ablationId, ablationId),
        eq(mlflowParam.runId, runId),
        isAnyOf(mlflowParam.key, [...said.keys()]),
      ),
    );
  const other = there.find(({ key, value }) => said.get(key) !== value);
  if (other !== undefined)
    throw differsFromArchive(`the parameter ${other.key} of the MLflow run ${runId}`, ELSEWHERE);
}

/** Points of a run's own metrics; those that are there already are recognised. @returns how many were new */
export async function restorePoints(
  session: Session,
  ablationId: number,
  { runId, key, step, atMs, value }: LineOf<"mlflow-metrics">,
): Promise<number> {
  const rows = step.map((number, index) => ({
    ...{ ablationId, runId, key, step: number, atMs: atMs[index] ?? 0 },
    value: metricNumber(value[index] ?? "NaN"),
  }));
  const added = await bulkInsert(session, mlflowMetric, rows, {
    existing: "keep",
    returning: mlflowMetric.step,
  });
  return added.length;
}
