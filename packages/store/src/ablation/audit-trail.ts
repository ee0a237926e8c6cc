import type { EventAbout } from "@holdfast/core";
import { desc, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { eventKindOf, noteEvent } from "../live/note-event.js";
import { audit } from "../schema/audit.js";
import type { Actor, AuditEntry } from "../store.js";

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

/** The newest entries first. */
export async function readAudit(
  session: Session,
  options: { readonly identity?: string; readonly limit?: number },
): Promise<AuditEntry[]> {
  const rows = await session.db
    .select()
    .from(audit)
    .where(options.identity === undefined ? undefined : eq(audit.identity, options.identity))
    .orderBy(desc(audit.auditId))
    .limit(options.limit ?? 100);
  return rows.map(({ at, actor, tokenId, action, identity, detail }) => ({
    at: at.toISOString(),
    actor,
    tokenId,
    action,
    identity,
    detail,
  }));
}
