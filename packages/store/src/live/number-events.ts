import { asc, eq, isNull } from "drizzle-orm";
import { bulkInsert, bulkUpdate } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { event, eventCounter } from "../schema/event.js";
import { delivery, webhook } from "../schema/webhook.js";

/** So many that a backlog is soon worked off, and so few that no transaction grows large. */
const AT_A_TIME = 2000;

/** Whether an event was committed that has no number yet; one look into a partial index. */
export async function awaitsNumber(session: Session): Promise<boolean> {
  const rows = await session.db
    .select({ id: event.eventId })
    .from(event)
    .where(isNull(event.number))
    .limit(1);
  return rows.length > 0;
}

/**
 * Gives committed events their numbers, and puts into the outbox what webhooks want of them. One process at a time:
 * it holds the row of the counter until its own commit, and reads what is committed only after it has that row. So
 * numbers rise in the order of the commits, whatever came late out of a long transaction gets a later number, and
 * who has read number n will never find a smaller one that is new. Not by NOTIFY, whose lock would make every
 * recording transaction of the server commit one after the other.
 *
 * @returns how many got a number; 0 also where another process is at it
 */
export async function numberEvents(session: Session, now: Date): Promise<number> {
  const [counter] = await session.db.select().from(eventCounter).for("update", { skipLocked: true });
  if (counter === undefined) return 0;
  const found = await session.db
    .select({ eventId: event.eventId, kind: event.kind, identity: event.identity })
    .from(event)
    .where(isNull(event.number))
    .orderBy(asc(event.eventId))
    .limit(AT_A_TIME);
  if (found.length === 0) return 0;
  const numbered = found.map((row, index) => ({ ...row, number: counter.last + 1 + index }));
  await bulkUpdate(
    session,
    event,
    [event.eventId],
    numbered.map(({ eventId, number }) => ({ eventId, number })),
  );
  const webhooks = await session.db.select().from(webhook);
  await bulkInsert(
    session,
    delivery,
    numbered.flatMap(({ number, kind, identity }) =>
      webhooks
        .filter((hook) => hook.kinds.includes(kind) && (hook.identity === null || hook.identity === identity))
        .map(({ webhookId }) => ({ webhookId, number, attempts: 0, dueAt: now })),
    ),
  );
  const last = counter.last + found.length;
  await session.db.update(eventCounter).set({ last }).where(eq(eventCounter.only, counter.only));
  return found.length;
}
