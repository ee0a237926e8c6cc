import type { Session } from "../driver/driver.js";
import { readMlflowRun } from "../driver/mlflow-rows.js";
import { noRun } from "./mlflow-faults.js";
import type { MlflowRun } from "./mlflow-run.js";
import { runOfRow } from "./run-row.js";

/** A run and where it is kept. */
export interface PlacedRun {
  readonly ablationId: number;
  readonly run: MlflowRun;
}

/** @throws HoldfastError `not-found` */
export async function placedRun(session: Session, runId: string): Promise<PlacedRun> {
  const [row] = await readMlflowRun(session, runId);
  if (row === undefined) throw noRun(runId);
  return runOfRow(row);
}
