import { HoldfastError } from "@holdfast/core";
import { eq, or } from "drizzle-orm";
import { bulkInsert } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { passExperimentId } from "../driver/mlflow-restore.js";
import { mlflowExperiment, mlflowExperimentTag } from "../schema/mlflow-experiment.js";
import type { ArchiveLine } from "./archive-format.js";

type ExperimentLine = Extract<ArchiveLine, { kind: "mlflow-experiment" }>;

/** Clients find runs by the id and the name of their experiment: both stay, or nothing is restored. */
function taken(given: ExperimentLine, there: { readonly experimentId: number; readonly name: string }) {
  const isName = there.name === given.name;
  return new HoldfastError({
    code: "conflict",
    message: isName
      ? `the runs of the archive are in the MLflow experiment \`${given.name}\` with the id ${given.experimentId}; here that name has the id ${there.experimentId}.`
      : `the runs of the archive are in the MLflow experiment \`${given.name}\` with the id ${given.experimentId}; here that id is of \`${there.name}\`.`,
    remedy: isName
      ? "Rename the experiment that is here, or restore into an empty database. Nothing was restored."
      : "Restore into an empty database, or rename the one that is here if it is the same. Nothing was restored.",
  });
}

/**
 * The experiment of an archive, under its own id; the one that is there when id and name are the same.
 *
 * @throws HoldfastError `conflict` where another experiment has its id or its name
 */
export async function restoreExperiment(session: Session, given: ExperimentLine): Promise<void> {
  const { kind: _kind, tags, ...row } = given;
  const { experimentId, name } = row;
  await session.db.insert(mlflowExperiment).values(row).onConflictDoNothing();
  const found = await session.db
    .select()
    .from(mlflowExperiment)
    .where(or(eq(mlflowExperiment.experimentId, experimentId), eq(mlflowExperiment.name, name)));
  const other = found.find((one) => one.experimentId !== experimentId || one.name !== name);
  if (other !== undefined) throw taken(given, other);
  const rows = tags.map((tag) => ({ experimentId, ...tag }));
  await bulkInsert(session, mlflowExperimentTag, rows, { existing: "keep" });
  await passExperimentId(session, experimentId);
}
