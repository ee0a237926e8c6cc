import { HoldfastError, type HoldfastEvent, type Webhook, type WebhookRequest } from "@holdfast/core";
import { and, asc, eq, gt, lte, or } from "drizzle-orm";
import { noteInAudit } from "../ablation/audit-trail.js";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import { contentUuid } from "../record/outcome-key.js";
import { event } from "../schema/event.js";
import { delivery, webhook } from "../schema/webhook.js";
import { noteEvent } from "./note-event.js";

/** An event on its way to a webhook, claimed by this server. */
export interface ClaimedDelivery {
  /** The same at every attempt, so that the receiver can tell a repeat. */
  readonly deliveryId: string;
  readonly webhookId: string;
  readonly url: string;
  readonly secret: string;
  readonly event: HoldfastEvent;
  /** This one included. */
  readonly attempts: number;
}

/** What became of an attempt. */
export type DeliveryEnd =
  | { readonly kind: "delivered" }
  | { readonly kind: "again"; readonly dueAt: Date }
  | { readonly kind: "abandoned"; readonly met: string };

type WebhookRow = typeof webhook.$inferSelect;

function webhookOf({ secret: _secret, at, ...rest }: WebhookRow): Webhook {
  return { ...rest, at: at.toISOString() };
}

/** Registers a webhook: events numbered from now on are delivered to it. */
export async function addWebhook(
  session: Session,
  given: { readonly webhookId: string; readonly secret: string; readonly request: WebhookRequest },
  actor: Actor,
): Promise<Webhook> {
  const { webhookId, secret, request } = given;
  const { url, kinds, identity = null } = request;
  const row = { webhookId, url, kinds, identity, secret, author: actor.name, at: actor.at };
  await session.db.insert(webhook).values(row);
  const of = `${kinds.join(", ")}${identity === null ? "" : ` of ${identity}`}`;
  await noteInAudit(session, actor, "webhook", identity, `${webhookId}: ${of} to ${url}`);
  return webhookOf(row);
}

/** Removes a webhook with what was still to be delivered. @throws HoldfastError `not-found` */
export async function removeWebhook(session: Session, webhookId: string, actor: Actor): Promise<void> {
  const [removed] = await session.db.delete(webhook).where(eq(webhook.webhookId, webhookId)).returning();
  if (removed === undefined)
    throw new HoldfastError({
      code: "not-found",
      message: `there is no webhook ${webhookId}.`,
      place: { key: "webhookId" },
      remedy: "List the webhooks to see which there are.",
    });
  await noteInAudit(session, actor, "remove-webhook", removed.identity, `${webhookId}: ${removed.url}`);
}

/** Oldest first, without their secrets. */
export async function listWebhooks(session: Session): Promise<Webhook[]> {
  const rows = await session.db.select().from(webhook).orderBy(asc(webhook.at), asc(webhook.webhookId));
  return rows.map(webhookOf);
}

/** Nothing is put off for so long: what is due later was put off by a clock that has been set back since. */
const LONGEST_DELAY_MS = 2 * 3_600_000;

function isDue(now: Date) {
  return or(lte(delivery.dueAt, now), gt(delivery.dueAt, new Date(now.getTime() + LONGEST_DELAY_MS)));
}

/** Whether something is due; two looks into an index. */
export async function awaitsDelivery(session: Session, now: Date): Promise<boolean> {
  const rows = await session.db.select({ number: delivery.number }).from(delivery).where(isDue(now)).limit(1);
  return rows.length > 0;
}

/**
 * Claims what is due: nobody else gets it before `until`, so that a server that dies with it delays it and no more.
 * What its ablation took along when it was deleted is dropped.
 */
export async function claimDeliveries(
  session: Session,
  now: Date,
  until: Date,
  limit: number,
): Promise<ClaimedDelivery[]> {
  const due = await session.db
    .select()
    .from(delivery)
    .where(isDue(now))
    .orderBy(asc(delivery.dueAt), asc(delivery.number))
    .limit(limit)
    .for("update", { skipLocked: true });
  const claimed: ClaimedDelivery[] = [];
  for (const { webhookId, number, attempts } of due) {
    const own = and(eq(delivery.webhookId, webhookId), eq(delivery.number, number));
    const [hook] = await session.db.select().from(webhook).where(eq(webhook.webhookId, webhookId));
    const [told] = await session.db.select().from(event).where(eq(event.number, number));
    if (hook === undefined || told === undefined) {
      await session.db.delete(delivery).where(own);
      continue;
    }
    await session.db
      .update(delivery)
      .set({ attempts: attempts + 1, dueAt: until })
      .where(own);
    const { eventId: _id, at, ...rest } = told;
    claimed.push({
      deliveryId: contentUuid(["delivery", webhookId, number]),
      webhookId,
      url: hook.url,
      secret: hook.secret,
      event: { ...rest, number, at: at.toISOString() },
      attempts: attempts + 1,
    });
  }
  return claimed;
}

/** Writes down what became of an attempt: gone, due again, or given up with an event that says so. */
export async function endDelivery(
  session: Session,
  { webhookId, event: told, attempts, url }: ClaimedDelivery,
  end: DeliveryEnd,
  actor: Actor,
): Promise<void> {
  const own = and(eq(delivery.webhookId, webhookId), eq(delivery.number, told.number));
  if (end.kind === "again") {
    await session.db.update(delivery).set({ dueAt: end.dueAt }).where(own);
    return;
  }
  const removed = await session.db.delete(delivery).where(own).returning({ number: delivery.number });
  if (end.kind === "delivered" || removed.length === 0) return;
  await noteEvent(session, actor, {
    kind: "delivery-abandoned",
    identity: told.identity,
    detail: `event ${told.number} (${told.kind}) was not delivered to ${new URL(url).host} in ${attempts} attempts: ${end.met}`,
    about: { delivery: { webhookId, event: told.number, attempts, met: end.met } },
  });
}
