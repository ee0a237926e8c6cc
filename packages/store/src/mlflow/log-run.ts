import { HoldfastError } from "@holdfast/core";
import type { Session } from "../driver/driver.js";
import { type LogPlace, logToRun } from "../driver/mlflow-log.js";
import { changedParam, deletedRun } from "./mlflow-faults.js";
import type { MlflowLog } from "./mlflow-run.js";
import type { RunPlaces } from "./run-places.js";
import { placedRun } from "./runs.js";
import { seriesOf } from "./series-of.js";

const ATTEMPTS = 5;

/** The last value of each key. */
function lastOf<T extends { readonly key: string }>(pairs: readonly T[]): T[] {
  return [...new Map(pairs.map((pair) => [pair.key, pair])).values()];
}

async function placeOf(session: Session, runId: string): Promise<LogPlace> {
  const { ablationId, run } = await placedRun(session, runId);
  if (run.lifecycle === "deleted") throw deletedRun(runId);
  return { ablationId, runId, run: run.binding?.run ?? null, stage: run.binding?.stage ?? null };
}

/**
 * Logs in one round trip, by the place where the run was seen last; where it has moved since, once more by its new one.
 *
 * @throws HoldfastError `not-found`, `invalid-input` for a deleted run or a parameter that has another value
 */
export async function logRun(
  session: Session,
  places: RunPlaces,
  runId: string,
  log: MlflowLog,
): Promise<void> {
  const params = lastOf(log.params);
  const tags = lastOf(log.tags);
  const runName = tags.find(({ key }) => key === "mlflow.runName")?.value ?? null;
  for (let tried = 0; tried < ATTEMPTS; tried += 1) {
    const place = places.get(runId) ?? (await placeOf(session, runId));
    places.keep(place);
    const { run, stage } = place;
    const points = log.metrics.map((point) => ({
      ...point,
      seriesId: run === null || stage === null ? null : seriesOf(run, stage, point.key),
    }));
    const outcome = await logToRun(session, place, { points, params, tags, runName });
    if (outcome.is === "logged") return;
    if (outcome.is === "clash") {
      const given = params.find(({ key }) => key === outcome.key)?.value ?? "";
      throw changedParam(runId, outcome.key, outcome.stored, given);
    }
    places.forget(runId);
  }
  throw new HoldfastError({
    code: "unavailable",
    message: `the run ${runId} is being moved by others.`,
    remedy: "Try again.",
  });
}
