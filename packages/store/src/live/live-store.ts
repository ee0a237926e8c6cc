import type { Alarm, Watch, WatchRequest, Webhook, WebhookRequest } from "@holdfast/core";
import type { Actor } from "../actor.js";
import type { Transactions } from "../driver/transactions.js";
import {
  addWatch,
  type DueWatch,
  dueWatches,
  leaseWatch,
  listWatches,
  removeWatch,
  settleWatch,
} from "./keep-watches.js";
import {
  addWebhook,
  awaitsDelivery,
  type ClaimedDelivery,
  claimDeliveries,
  type DeliveryEnd,
  endDelivery,
  listWebhooks,
  removeWebhook,
} from "./keep-webhooks.js";
import { awaitsNumber, numberEvents } from "./number-events.js";
import { type EventPage, type EventsAsked, pruneEvents, readEvents } from "./read-events.js";

/** What happens while outcomes stream in: events in one order, watches, and webhooks through an outbox. */
export interface LiveStore {
  /** Numbers events that were committed since, and fills the outbox. Any process may, any number of times. */
  numberEvents(now: Date): Promise<number>;
  /** Events in the order of their numbers; those without one yet are not among them. */
  events(asked: EventsAsked): Promise<EventPage>;
  /** Removes events older than a moment. @returns how many */
  pruneEvents(before: Date): Promise<number>;

  /** Keeps a watch, whose question was checked against the ablation before. */
  watch(identity: string, watchId: string, question: WatchRequest, actor: Actor): Promise<Watch>;
  /** Throws `not-found` where there is no such watch. */
  unwatch(identity: string, watchId: string, actor: Actor): Promise<void>;
  /** With the alarms that each raised, oldest first. */
  watches(identity: string): Promise<readonly Watch[]>;
  /** Watches with news that no server looks at; each is then this server's until `until`. */
  claimWatches(now: Date, until: Date, limit: number): Promise<readonly DueWatch[]>;
  /** Ends a look. @returns the alarms that nobody had raised before */
  settleWatch(due: DueWatch, found: readonly Alarm[], actor: Actor): Promise<readonly Alarm[]>;

  addWebhook(
    given: { readonly webhookId: string; readonly secret: string; readonly request: WebhookRequest },
    actor: Actor,
  ): Promise<Webhook>;
  /** Throws `not-found` where there is no such webhook. */
  removeWebhook(webhookId: string, actor: Actor): Promise<void>;
  webhooks(): Promise<readonly Webhook[]>;
  /** What is due; it is this server's until `until`. */
  claimDeliveries(now: Date, until: Date, limit: number): Promise<readonly ClaimedDelivery[]>;
  endDelivery(claimed: ClaimedDelivery, end: DeliveryEnd, actor: Actor): Promise<void>;
}

/** The live side of the store over one database. */
export function liveStore({ read, write, readOf }: Transactions): LiveStore {
  return {
    // looked at first without a lock: most of the time there is nothing to do
    numberEvents: async (now) =>
      (await read(awaitsNumber)) ? write((session) => numberEvents(session, now)) : 0,
    events: (asked) => read((session) => readEvents(session, asked)),
    pruneEvents: (before) => write((session) => pruneEvents(session, before)),
    watch: (identity, watchId, question, actor) =>
      write((session) => addWatch(session, identity, watchId, question, actor)),
    unwatch: (identity, watchId, actor) => write((session) => removeWatch(session, identity, watchId, actor)),
    watches: (identity) => readOf(identity, listWatches),
    async claimWatches(now, until, limit) {
      const due = await read((session) => dueWatches(session, now, limit));
      const claimed: DueWatch[] = [];
      for (const one of due)
        if (await write((session) => leaseWatch(session, one, now, until))) claimed.push(one);
      return claimed;
    },
    settleWatch: (due, found, actor) => write((session) => settleWatch(session, due, found, actor)),
    addWebhook: (given, actor) => write((session) => addWebhook(session, given, actor)),
    removeWebhook: (webhookId, actor) => write((session) => removeWebhook(session, webhookId, actor)),
    webhooks: () => read(listWebhooks),
    claimDeliveries: async (now, until, limit) =>
      (await read((session) => awaitsDelivery(session, now)))
        ? write((session) => claimDeliveries(session, now, until, limit))
        : [],
    endDelivery: (claimed, end, actor) => write((session) => endDelivery(session, claimed, end, actor)),
  };
}
