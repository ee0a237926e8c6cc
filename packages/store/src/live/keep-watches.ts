import { type Alarm, HoldfastError, type Watch, type WatchRequest } from "@holdfast/core";
import { and, asc, eq, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { noteInAudit } from "../ablation/audit-trail.js";
import { ablationNamed } from "../ablation/stored-ablation.js";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import { ablation } from "../schema/ablation.js";
import { event, eventCounter } from "../schema/event.js";
import { alarm, watch } from "../schema/watch.js";
import { alarmSeries } from "./alarm-series.js";
import { noteEvent } from "./note-event.js";

/** What may change the answer of a monitor. */
const MOVING = ["recorded", "restored", "intervened", "excluded", "readmitted", "amended"] as const;

/** A watch that has something to look at, and up to which event it then has looked. */
export interface DueWatch {
  readonly identity: string;
  readonly ablationId: number;
  readonly watchId: string;
  readonly question: WatchRequest;
  readonly through: number;
}

/** Keeps a watch. `id` makes two watches of one question two watches. */
export async function addWatch(
  session: Session,
  identity: string,
  watchId: string,
  question: WatchRequest,
  actor: Actor,
): Promise<Watch> {
  const { ablationId } = await ablationNamed(session, identity, "write");
  const row = { ablationId, watchId, question, author: actor.name, at: actor.at, seen: -1 };
  await session.db.insert(watch).values(row);
  await noteInAudit(session, actor, "watch", identity, `${watchId}: ${JSON.stringify(question)}`);
  return { watchId, question, author: actor.name, at: actor.at.toISOString(), alarms: [] };
}

/** Gives up a watch with the alarms it raised; the audit trail keeps that it was there. */
export async function removeWatch(
  session: Session,
  identity: string,
  watchId: string,
  actor: Actor,
): Promise<void> {
  const { ablationId } = await ablationNamed(session, identity, "write");
  await session.db.delete(alarm).where(and(eq(alarm.ablationId, ablationId), eq(alarm.watchId, watchId)));
  const removed = await session.db
    .delete(watch)
    .where(and(eq(watch.ablationId, ablationId), eq(watch.watchId, watchId)))
    .returning({ id: watch.watchId });
  if (removed.length === 0)
    throw new HoldfastError({
      code: "not-found",
      message: `${identity} has no watch ${watchId}.`,
      place: { key: "watchId" },
      remedy: "List its watches to see which there are.",
    });
  await noteInAudit(session, actor, "unwatch", identity, watchId);
}

/** The watches of an ablation with what they raised, oldest first. */
export async function listWatches(session: Session, ablationId: number): Promise<Watch[]> {
  const rows = await session.db
    .select()
    .from(watch)
    .where(eq(watch.ablationId, ablationId))
    .orderBy(asc(watch.at), asc(watch.watchId));
  const raised = await session.db
    .select()
    .from(alarm)
    .where(eq(alarm.ablationId, ablationId))
    .orderBy(asc(alarm.at), asc(alarm.series), asc(alarm.trial));
  return rows.map(({ watchId, question, author, at }) => ({
    watchId,
    question,
    author,
    at: at.toISOString(),
    alarms: raised
      .filter((row) => row.watchId === watchId)
      .map((row) => ({ ...row.alarm, at: row.at.toISOString() })),
  }));
}

/** No lease is this long: one that ends later was taken by a clock that has been set back since. */
const LONGEST_LEASE_MS = 10 * 60_000;

function isFree(now: Date) {
  const farthest = new Date(now.getTime() + LONGEST_LEASE_MS);
  return or(isNull(watch.leasedUntil), lt(watch.leasedUntil, now), gt(watch.leasedUntil, farthest));
}

/** Watches whose ablation has news, and that no other server looks at. Call it in a snapshot. */
export async function dueWatches(session: Session, now: Date, limit: number): Promise<DueWatch[]> {
  const news = session.db
    .select({ one: sql`1` })
    .from(event)
    .where(
      and(
        eq(event.identity, sql`${ablation.name} || '@' || ${ablation.version}`),
        gt(event.number, watch.seen),
        inArray(event.kind, [...MOVING]),
      ),
    );
  const rows = await session.db
    .select({
      ablationId: watch.ablationId,
      watchId: watch.watchId,
      question: watch.question,
      name: ablation.name,
      version: ablation.version,
      through: eventCounter.last,
    })
    .from(watch)
    .innerJoin(ablation, eq(ablation.ablationId, watch.ablationId))
    .innerJoin(eventCounter, eq(eventCounter.only, 1))
    .where(
      and(
        isFree(now),
        lt(watch.seen, eventCounter.last),
        or(lt(watch.seen, 0), lt(watch.seen, eventCounter.pruned), sql`exists (${news})`),
      ),
    )
    .orderBy(asc(watch.seen))
    .limit(limit);
  return rows.map(({ name, version, ...row }) => ({ ...row, identity: `${name}@${version}` }));
}

/** Takes a watch for a while. @returns false where another server was faster */
export async function leaseWatch(session: Session, due: DueWatch, now: Date, until: Date): Promise<boolean> {
  const taken = await session.db
    .update(watch)
    .set({ leasedUntil: until })
    .where(and(eq(watch.ablationId, due.ablationId), eq(watch.watchId, due.watchId), isFree(now)))
    .returning({ id: watch.watchId });
  return taken.length > 0;
}

/**
 * Ends a look: raises what was not raised before, each with its event, and remembers how far it looked.
 *
 * @returns the alarms that are new
 */
export async function settleWatch(
  session: Session,
  due: DueWatch,
  found: readonly Alarm[],
  actor: Actor,
): Promise<Alarm[]> {
  const { ablationId, watchId, identity } = due;
  const [kept] = await session.db
    .update(watch)
    .set({ seen: sql`greatest(${watch.seen}, ${due.through})`, leasedUntil: null })
    .where(and(eq(watch.ablationId, ablationId), eq(watch.watchId, watchId)))
    .returning({ id: watch.watchId });
  if (kept === undefined) return [];
  const raised: Alarm[] = [];
  for (const one of found) {
    const series = alarmSeries(one);
    const inserted = await session.db
      .insert(alarm)
      .values({ ablationId, watchId, series, trial: one.trial, alarm: one, at: actor.at })
      .onConflictDoNothing()
      .returning({ watchId: alarm.watchId });
    if (inserted.length === 0) continue;
    raised.push(one);
    const detail = one.sentences.join(" ");
    await noteEvent(session, actor, { kind: "alarm", identity, detail, about: { alarm: one } });
  }
  return raised;
}
