import { AblationSchema, parseWith, type Registration, type RegistrationSummary } from "@holdfast/core";
import { and, asc, count, eq, isNotNull, ne, or } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { INBOX_ID } from "../mlflow/inbox.js";
import { ablation } from "../schema/ablation.js";
import { outcome } from "../schema/outcome.js";
import { revision } from "../schema/revision.js";
import { run } from "../schema/run.js";
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

/** All ablations by name and version, or those that are (not) archived. */
export async function listRegistrations(
  session: Session,
  options: { readonly archived?: boolean },
): Promise<RegistrationSummary[]> {
  const rows = await session.db
    .select()
    .from(ablation)
    .where(
      and(
        ne(ablation.ablationId, INBOX_ID),
        options.archived === undefined ? undefined : eq(ablation.archived, options.archived),
      ),
    )
    .orderBy(asc(ablation.name), asc(ablation.version));
  const runs = await session.db
    .select({ ablationId: run.ablationId, count: count() })
    .from(run)
    // evidence whose run nobody named is no run
    .where(or(isNotNull(run.seed), isNotNull(run.callerId)))
    .groupBy(run.ablationId);
  const outcomes = await session.db
    .select({ ablationId: outcome.ablationId, count: count() })
    .from(outcome)
    .where(eq(outcome.current, true))
    .groupBy(outcome.ablationId);
  const countIn = (list: readonly { ablationId: number; count: number }[], id: number) =>
    list.find((row) => row.ablationId === id)?.count ?? 0;
  return rows.map((row) => ({
    identity: `${row.name}@${row.version}`,
    title: row.title,
    question: row.question,
    fingerprint: row.fingerprint,
    revision: row.revision,
    retrospective: row.retrospective,
    archived: row.archived,
    registeredAt: row.registeredAt.toISOString(),
    runs: countIn(runs, row.ablationId),
    outcomes: countIn(outcomes, row.ablationId),
  }));
}
