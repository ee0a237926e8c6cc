import type { EventAbout, EventKind } from "@holdfast/core";
import type { AuditAction } from "../ablation/audit-page.js";
import type { Actor } from "../actor.js";
import { bulkInsert } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { event } from "../schema/event.js";

/** The event that an audited write is told as; the others concern nobody but the trail. */
const EVENT_OF: Readonly<Partial<Record<AuditAction, EventKind>>> = {
  register: "registered",
  amend: "amended",
  archive: "archived",
  unarchive: "unarchived",
  delete: "deleted",
  restore: "restored",
  record: "recorded",
  exclude: "excluded",
  readmit: "readmitted",
  intervene: "intervened",
};

/** A statement about a run is told as its start or its end; all else by what was done. */
export function eventKindOf(action: AuditAction, { run, status }: EventAbout): EventKind | undefined {
  if (action !== "record" || run === undefined) return EVENT_OF[action];
  return status === "registered" || status === "running" ? "run-started" : "run-ended";
}

/** Something to be told, once the transaction that it is written in was committed. */
export interface NotedEvent {
  readonly kind: EventKind;
  readonly identity: string | null;
  readonly detail: string;
  readonly about: EventAbout;
}

/** Writes an event without a number, in the transaction that it tells of: numbers are given after the commit. */
export async function noteEvent(session: Session, actor: Actor, noted: NotedEvent): Promise<void> {
  await session.db.insert(event).values({ ...noted, actor: actor.name, at: actor.at });
}

/** Writes the events of several callers, as {@link noteEvent} does each of them. */
export async function noteEvents(
  session: Session,
  events: readonly { readonly actor: Actor; readonly noted: NotedEvent }[],
): Promise<void> {
  const rows = events.map(({ actor, noted }) => ({ ...noted, actor: actor.name, at: actor.at }));
  await bulkInsert(session, event, rows);
}
