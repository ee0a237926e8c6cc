import { bulkInsert } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { mlflowInput } from "../schema/mlflow-run.js";
import { deletedRun } from "./mlflow-faults.js";
import type { MlflowInput } from "./mlflow-run.js";
import { placedRun } from "./placed-run.js";

/** The data sets that a run says it was given; the same name and digest once more is nothing new. */
export async function logInputs(
  session: Session,
  runId: string,
  inputs: readonly MlflowInput[],
): Promise<void> {
  const { ablationId, run } = await placedRun(session, runId);
  if (run.lifecycle === "deleted") throw deletedRun(runId);
  const rows = inputs.map((input) => ({ ablationId, runId, ...input }));
  await bulkInsert(session, mlflowInput, rows, { existing: "keep" });
}
