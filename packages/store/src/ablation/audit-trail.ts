import type { EventAbout } from "@holdfast/core";
import { and, desc, eq, lt } from "drizzle-orm";
import type { Actor } from "../actor.js";
import { bulkInsert } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { eventKindOf, noteEvent, noteEvents } from "../live/note-event.js";
import { audit } from "../schema/audit.js";
import type { AuditEntry, AuditPage, AuditQuestion } from "./audit-page.js";

/** Notes a write, in the transaction that makes it, and tells it as an event where others are to know. */
export async function noteInAudit(
  session: Session,
  actor: Actor,
  action: AuditEntry["action"],
  identity: string | null,
  detail: string,
  about: EventAbout = {},
): Promise<void> {
  const { at, name, tokenId = null } = actor;
  await session.db.insert(audit).values({ at, actor: name, action, identity, detail, tokenId });
  const kind = eventKindOf(action, about);
  if (kind !== undefined) await noteEvent(session, actor, { kind, identity, detail, about });
}

/** A write that is to be noted. */
export interface AuditNote {
  readonly actor: Actor;
  readonly action: AuditEntry["action"];
  readonly identity: string | null;
  readonly detail: string;
  readonly about?: EventAbout;
}

/** Notes the writes of several callers as {@link noteInAudit} does each of them, in their order. */
export async function noteAllInAudit(session: Session, notes: readonly AuditNote[]): Promise<void> {
  const rows = notes.map(({ actor: { at, name, tokenId = null }, action, identity, detail }) => {
    return { at, actor: name, action, identity, detail, tokenId };
  });
  const events = notes.flatMap(({ actor, action, identity, detail, about = {} }) => {
    const kind = eventKindOf(action, about);
    return kind === undefined ? [] : [{ actor, noted: { kind, identity, detail, about } }];
  });
  await Promise.all([bulkInsert(session, audit, rows), noteEvents(session, events)]);
}

/** A page of the trail, the newest entries first. */
export async function readAudit(session: Session, question: AuditQuestion): Promise<AuditPage> {
  const { identity, before, limit = 100 } = question;
  const found = await session.db
    .select()
    .from(audit)
    .where(
      and(
        identity === undefined ? undefined : eq(audit.identity, identity),
        before === undefined ? undefined : lt(audit.auditId, before),
      ),
    )
    .orderBy(desc(audit.auditId))
    .limit(limit + 1);
  const rows = found.slice(0, limit);
  const entries = rows.map(({ at, actor, tokenId, action, identity, detail }) => ({
    at: at.toISOString(),
    actor,
    tokenId,
    action,
    identity,
    detail,
  }));
  return { entries, next: found.length > limit ? (rows.at(-1)?.auditId ?? null) : null };
}
