import { count, eq, getTableName } from "drizzle-orm";
import type { Actor } from "../actor.js";
import type { Session } from "../driver/driver.js";
import { ablation } from "../schema/ablation.js";
import { DISTRIBUTED_TABLES } from "../schema/distribution.js";
import { event } from "../schema/event.js";
import { noteInAudit } from "./audit-trail.js";
import { ablationNamed } from "./stored-ablation.js";

/** Hides an ablation from lists, or shows it again. */
export async function setArchived(
  session: Session,
  identity: string,
  archived: boolean,
  actor: Actor,
): Promise<void> {
  const stored = await ablationNamed(session, identity, "alone");
  if (stored.archived === archived) return;
  await session.db.update(ablation).set({ archived }).where(eq(ablation.ablationId, stored.ablationId));
  await noteInAudit(session, actor, archived ? "archive" : "unarchive", identity, stored.fingerprint);
}

/** Removes an ablation with everything that belongs to it, but for the audit trail and the event that it is gone. */
export async function removeAblation(session: Session, identity: string, actor: Actor): Promise<void> {
  const { ablationId, fingerprint } = await ablationNamed(session, identity, "alone");
  const removed: string[] = [];
  for (const table of DISTRIBUTED_TABLES) {
    const [rows] = await session.db
      .select({ count: count() })
      .from(table)
      .where(eq(table.ablationId, ablationId));
    await session.db.delete(table).where(eq(table.ablationId, ablationId));
    if (rows !== undefined && rows.count > 0) removed.push(`${rows.count} ${getTableName(table)}`);
  }
  await session.db.delete(ablation).where(eq(ablation.ablationId, ablationId));
  await session.db.delete(event).where(eq(event.identity, identity));
  await noteInAudit(session, actor, "delete", identity, `${fingerprint}; rows: ${removed.join(", ")}`);
}
