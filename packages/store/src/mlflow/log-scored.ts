import { isHoldfastError } from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import { ablationNamed } from "../ablation/stored-ablation.js";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import type { Transactions } from "../driver/transactions.js";
import { mlflowRun } from "../schema/mlflow-run.js";
import { logAt, placeOf } from "./log-run.js";
import { movingRun } from "./mlflow-faults.js";
import type { MlflowLog } from "./mlflow-run.js";
import type { KnownPlace, RunPlaces } from "./run-places.js";
import { scoreNamesOf } from "./score-names.js";
import { settlePoints, settleScores } from "./settle-scores.js";

const ATTEMPTS = 5;

/** After so long it is asked again which metrics of a run are evals: another server may have set a tag, or amended. */
const RECHECK_MS = 5000;

interface Work extends Pick<Transactions, "write"> {
  /** A statement of its own, without a transaction around it. */
  readonly alone: <T>(work: (session: Session) => Promise<T>) => Promise<T>;
}

async function readPlace(
  session: Session,
  { documents }: RunPlaces,
  runId: string,
  checkedAt: Date,
): Promise<KnownPlace> {
  const { binding, ...place } = await placeOf(session, runId);
  if (binding === null) return { ...place, scored: null };
  return { ...place, scored: { binding, names: await scoreNamesOf(session, place, documents), checkedAt } };
}

/** The place of a run, and whether what names its evals has changed since it was asked last. */
async function knownPlace({ alone }: Work, places: RunPlaces, runId: string, now: Date) {
  const known = places.get(runId);
  const place = known ?? (await alone((session) => readPlace(session, places, runId, now)));
  const { scored } = place;
  if (known === undefined) places.keep(place);
  if (scored === null || now.getTime() - scored.checkedAt.getTime() < RECHECK_MS)
    return { place, hasChanged: false };
  const names = await alone((session) => scoreNamesOf(session, place, places.documents, scored.names));
  const checked = { ...place, scored: { ...scored, names, checkedAt: now } };
  places.keep(checked);
  return { place: checked, hasChanged: names !== scored.names };
}

/** Metrics that name evals of a bound run are logged with the outcomes that follow, in one transaction. */
async function logWithScores(
  session: Session,
  { scored, ...place }: KnownPlace & { readonly scored: NonNullable<KnownPlace["scored"]> },
  log: MlflowLog,
  actor: Actor,
  isWhole: boolean,
): Promise<boolean> {
  const { binding, names } = scored;
  const { ablationId, runId } = place;
  // in the order of those who bind: the ablation, then the run
  await ablationNamed(session, binding.identity, "write");
  await session.db
    .select({ runId: mlflowRun.runId })
    .from(mlflowRun)
    .where(and(eq(mlflowRun.ablationId, ablationId), eq(mlflowRun.runId, runId)))
    .for("no key update");
  if (!(await logAt(session, place, log))) return false;
  const bound = { ablationId, runId, binding };
  await (isWhole
    ? settleScores(session, bound, names, actor)
    : settlePoints(session, bound, names, log.metrics, actor));
  return true;
}

/**
 * Logs to a run where it was seen last, and once more where it has moved since. What names no eval is one round trip.
 *
 * @throws HoldfastError `not-found`, `invalid-input` for a deleted run or a parameter that has another value
 */
export async function logScored(
  work: Work,
  places: RunPlaces,
  runId: string,
  log: MlflowLog,
  actor: Actor,
): Promise<void> {
  for (let tried = 1; tried <= ATTEMPTS; tried += 1) {
    const { place, hasChanged } = await knownPlace(work, places, runId, actor.at);
    const { scored } = place;
    const isScored = scored !== null && log.metrics.some(({ key }) => scored.names.keys.has(key));
    try {
      const isLogged =
        scored === null || !(isScored || hasChanged)
          ? await work.alone((session) => logAt(session, place, log))
          : await work.write((session) =>
              logWithScores(session, { ...place, scored }, log, actor, hasChanged),
            );
      if (isLogged) return;
    } catch (error) {
      // another training's metric, or a recorder, was faster: now it is there to be seen
      const isRace = isScored && isHoldfastError(error) && error.code === "conflict";
      if (!isRace || tried === ATTEMPTS) throw error;
    }
    places.forget(runId);
  }
  throw movingRun(runId);
}
