import type { EventKind, HoldfastEvent } from "@holdfast/core";
import { and, asc, eq, gt, inArray, isNotNull, lt, lte, max } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { settleOverviews } from "../overview/keep-overview.js";
import { event, eventCounter } from "../schema/event.js";

/** What of the events is asked for. */
export interface EventsAsked {
  /** Those with higher numbers; null: none, but where the end is now. */
  readonly after: number | null;
  readonly limit: number;
  readonly identity?: string | undefined;
  readonly kinds?: readonly EventKind[] | undefined;
}

/** Events in the order of their numbers. */
export interface EventPage {
  readonly events: readonly HoldfastEvent[];
  /** Nothing that was asked for is missing up to this number: read on after it. */
  readonly through: number;
  /** What is at or below this number was removed for its age. */
  readonly pruned: number;
}

/** A page of events as of one moment. Call it in a snapshot. */
export async function readEvents(session: Session, asked: EventsAsked): Promise<EventPage> {
  const [counter] = await session.db.select().from(eventCounter);
  const { last, pruned } = counter ?? { last: 0, pruned: 0 };
  const after = asked.after ?? last;
  if (after >= last) return { events: [], through: last, pruned };
  const rows = await session.db
    .select()
    .from(event)
    .where(
      and(
        gt(event.number, after),
        lte(event.number, last),
        asked.identity === undefined ? undefined : eq(event.identity, asked.identity),
        asked.kinds === undefined ? undefined : inArray(event.kind, [...asked.kinds]),
      ),
    )
    .orderBy(asc(event.number))
    .limit(asked.limit);
  const events = rows.flatMap(({ eventId: _id, number, at, ...rest }) =>
    number === null ? [] : [{ ...rest, number, at: at.toISOString() }],
  );
  const through = events.length < asked.limit ? last : (events.at(-1)?.number ?? last);
  return { events, through, pruned };
}

/**
 * Removes events older than a moment. Numbers go on from where they were, and a reader who comes back from before
 * is told what it missed.
 *
 * @returns how many were removed
 */
export async function pruneEvents(session: Session, before: Date): Promise<number> {
  const old = and(isNotNull(event.number), lt(event.at, before));
  const [found] = await session.db
    .select({ number: max(event.number) })
    .from(event)
    .where(old);
  const through = found?.number ?? null;
  if (through === null) return 0;
  const [counter] = await session.db.select().from(eventCounter).for("update");
  await settleOverviews(session, through);
  const removed = await session.db
    .delete(event)
    .where(and(isNotNull(event.number), lte(event.number, through)))
    .returning({ id: event.eventId });
  const pruned = Math.max(counter?.pruned ?? 0, through);
  await session.db.update(eventCounter).set({ pruned });
  return removed.length;
}
