import type { Session } from "../driver/driver.js";
import { type LogPlace, logToRun } from "../driver/mlflow-log.js";
import { changedParam, deletedRun, movingRun } from "./mlflow-faults.js";
import type { MlflowBinding, MlflowLog } from "./mlflow-run.js";
import { placedRun } from "./placed-run.js";
import { seriesOf } from "./series-of.js";

const ATTEMPTS = 5;

/** The last value of each key. */
function lastOf<T extends { readonly key: string }>(pairs: readonly T[]): T[] {
  return [...new Map(pairs.map((pair) => [pair.key, pair])).values()];
}

/** Where a run is kept. @throws HoldfastError `not-found`, `invalid-input` for a deleted run */
export async function placeOf(
  session: Session,
  runId: string,
): Promise<LogPlace & { readonly binding: MlflowBinding | null }> {
  const { ablationId, run } = await placedRun(session, runId);
  if (run.lifecycle === "deleted") throw deletedRun(runId);
  const { binding } = run;
  return { ablationId, runId, run: binding?.run ?? null, stage: binding?.stage ?? null, binding };
}

/**
 * Logs in one round trip where the run was seen last.
 *
 * @returns whether it was there; nothing is logged where it has moved since, or another writer was between
 * @throws HoldfastError `invalid-input` for a parameter that has another value
 */
export async function logAt(session: Session, place: LogPlace, log: MlflowLog): Promise<boolean> {
  const { runId, run, stage } = place;
  const params = lastOf(log.params);
  const tags = lastOf(log.tags);
  const runName = tags.find(({ key }) => key === "mlflow.runName")?.value ?? null;
  const points = log.metrics.map((point) => ({
    ...point,
    seriesId: run === null || stage === null ? null : seriesOf(run, stage, point.key),
  }));
  const outcome = await logToRun(session, place, { points, params, tags, runName });
  if (outcome.is === "clash") {
    const given = params.find(({ key }) => key === outcome.key)?.value ?? "";
    throw changedParam(runId, outcome.key, outcome.stored, given);
  }
  return outcome.is === "logged";
}

/**
 * Logs to a run in the transaction that binds it.
 *
 * @throws HoldfastError `not-found`, `invalid-input` for a deleted run or a parameter that has another value
 */
export async function logRun(session: Session, runId: string, log: MlflowLog): Promise<void> {
  for (let tried = 0; tried < ATTEMPTS; tried += 1)
    if (await logAt(session, await placeOf(session, runId), log)) return;
  throw movingRun(runId);
}
