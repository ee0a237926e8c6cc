import { desc, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { audit } from "../schema/audit.js";
import type { Actor, AuditEntry } from "../store.js";

/** Notes a write, in the transaction that makes it. */
export async function noteInAudit(
  session: Session,
  actor: Actor,
  action: AuditEntry["action"],
  identity: string | null,
  detail: string,
): Promise<void> {
  await session.db.insert(audit).values({ at: actor.at, actor: actor.name, action, identity, detail });
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
  return rows.map(({ at, actor, action, identity, detail }) => ({
    at: at.toISOString(),
    actor,
    action,
    identity,
    detail,
  }));
}
