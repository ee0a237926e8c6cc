import { and, eq } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { runState } from "../schema/run-state.js";
import { mergeRunState, type SaidState } from "./merge-run-state.js";

/** What somebody says of a run; times that are null were not stated. */
export interface RunStateGiven {
  readonly status: SaidState["status"];
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  readonly at: Date | null;
}

/** A statement with the times that follow from it and from the moment it arrived. */
function completed({ status, startedAt, endedAt, at }: RunStateGiven, now: Date): SaidState {
  const moment = at ?? (status === "running" ? startedAt : endedAt) ?? now;
  return {
    status,
    startedAt: startedAt ?? (status === "running" ? moment : null),
    endedAt: status === "running" ? null : (endedAt ?? moment),
    at: moment,
  };
}

/**
 * Notes how a run stands. A statement without times of the status that is recorded says nothing new.
 *
 * @returns whether it changed anything
 */
export async function settleRunState(
  session: Session,
  ablationId: number,
  run: string,
  given: RunStateGiven,
  now: Date,
): Promise<boolean> {
  const said = completed(given, now);
  const row = { ablationId, run, ...said };
  const inserted = await bulkInsert(session, runState, [row], { existing: "keep", returning: runState.run });
  if (inserted.length > 0) return true;
  const [stored] = await session.db
    .select()
    .from(runState)
    .where(and(eq(runState.ablationId, ablationId), eq(runState.run, run)))
    .for("no key update");
  const isTimeless = given.startedAt === null && given.endedAt === null && given.at === null;
  if (stored === undefined || (isTimeless && stored.status === given.status)) return false;
  const merged = mergeRunState(stored, said);
  const isSame = (["startedAt", "endedAt", "at"] as const).every(
    (field) => stored[field]?.getTime() === merged[field]?.getTime(),
  );
  if (isSame && stored.status === merged.status) return false;
  await bulkUpdate(session, runState, [runState.ablationId, runState.run], [{ ablationId, run, ...merged }]);
  return true;
}
