import { AblationSchema, parseWith, type Registration } from "@holdfast/core";
import { asc, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { revision } from "../schema/revision.js";
import { ablationNamed, type StoredAblation } from "./stored-ablation.js";

/** The document and the history of a stored ablation. */
export async function registrationOf(session: Session, stored: StoredAblation): Promise<Registration> {
  const revisions = await session.db
    .select()
    .from(revision)
    .where(eq(revision.ablationId, stored.ablationId))
    .orderBy(asc(revision.revision));
  const current = revisions.find((row) => row.revision === stored.revision);
  return {
    identity: `${stored.name}@${stored.version}`,
    fingerprint: stored.fingerprint,
    revision: stored.revision,
    retrospective: stored.retrospective,
    archived: stored.archived,
    registeredAt: stored.registeredAt.toISOString(),
    ablation: parseWith(AblationSchema, current?.document, "stored ablation"),
    revisions: revisions.map((row) => ({
      revision: row.revision,
      fingerprint: row.fingerprint,
      author: row.author,
      reason: row.reason,
      known: row.known,
      at: row.at.toISOString(),
    })),
  };
}

/** @throws HoldfastError `not-found` */
export async function readRegistration(session: Session, identity: string): Promise<Registration> {
  return registrationOf(session, await ablationNamed(session, identity));
}
