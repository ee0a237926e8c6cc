import { and, count, eq, max, ne } from "drizzle-orm";
import { ablationNamed } from "../ablation/stored-ablation.js";
import type { Session } from "../driver/driver.js";
import { ablation } from "../schema/ablation.js";
import { audit } from "../schema/audit.js";

/**
 * A text that changes with every write to an ablation: what its analyses rest on, without reading it. Every write
 * notes itself in the audit trail, in its own transaction; they are counted, because their numbers are given out
 * before they are committed. Analyses write there too, and change nothing.
 */
export async function evidenceStamp(session: Session, identity: string): Promise<string> {
  const { ablationId } = await ablationNamed(session, identity);
  const [registered] = await session.db
    .select({ fingerprint: ablation.fingerprint, revision: ablation.revision, at: ablation.registeredAt })
    .from(ablation)
    .where(eq(ablation.ablationId, ablationId));
  const [written] = await session.db
    .select({ writes: count(), newest: max(audit.auditId), at: max(audit.at) })
    .from(audit)
    .where(and(eq(audit.identity, identity), ne(audit.action, "analyse")));
  return JSON.stringify([registered, written]);
}
