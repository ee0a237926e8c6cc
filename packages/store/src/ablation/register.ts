import {
  type Ablation,
  ablationFingerprint,
  ablationIdentity,
  differenceBetween,
  driftError,
  evalFingerprint,
  type Registration,
} from "@holdfast/core";
import type { Actor } from "../actor.js";
import { bulkInsert, bulkUpdate } from "../driver/bulk.js";
import type { Session } from "../driver/driver.js";
import { refuseInbox } from "../mlflow/inbox.js";
import { ablation } from "../schema/ablation.js";
import { evaluation } from "../schema/eval.js";
import { revision } from "../schema/revision.js";
import { noteInAudit } from "./audit-trail.js";
import { registrationOf } from "./registration.js";
import { findAblation, type StoredAblation } from "./stored-ablation.js";

/** The evals of a document get their rows; those that have one keep it, with the fingerprint of the document. */
export async function settleEvals(session: Session, ablationId: number, document: Ablation): Promise<void> {
  const rows = document.evals.map((value) => ({
    ablationId,
    evalId: value.id,
    fingerprint: evalFingerprint(value),
  }));
  await bulkInsert(session, evaluation, rows, { existing: "keep" });
  await bulkUpdate(session, evaluation, [evaluation.ablationId, evaluation.evalId], rows);
}

/** The stored ablation, when it has this content. @throws HoldfastError `drift`, with the fields that differ */
async function matching(session: Session, stored: StoredAblation, document: Ablation): Promise<Registration> {
  const registration = await registrationOf(session, stored);
  const fingerprint = ablationFingerprint(document);
  if (registration.fingerprint === fingerprint) return registration;
  throw driftError(
    registration.identity,
    registration.fingerprint,
    fingerprint,
    differenceBetween(registration.ablation, document),
  );
}

/** Registers an ablation, or recognises it. */
export async function registerAblation(
  session: Session,
  document: Ablation,
  actor: Actor,
  { retrospective }: { readonly retrospective: boolean },
): Promise<{ readonly created: boolean; readonly registration: Registration }> {
  refuseInbox(document.name);
  const identity = ablationIdentity(document);
  const known = await findAblation(session, identity);
  if (known !== undefined) return { created: false, registration: await matching(session, known, document) };
  const fingerprint = ablationFingerprint(document);
  const { name, version, title, question } = document;
  const [stored] = await session.db
    .insert(ablation)
    .values({
      name,
      version,
      title,
      question,
      fingerprint,
      revision: 1,
      retrospective,
      registeredAt: actor.at,
    })
    .onConflictDoNothing()
    .returning();
  if (stored === undefined) {
    const faster = await findAblation(session, identity);
    if (faster === undefined) throw new Error(`${identity} came and went while it was registered`);
    return { created: false, registration: await matching(session, faster, document) };
  }
  await session.db.insert(revision).values({
    ablationId: stored.ablationId,
    revision: 1,
    fingerprint,
    document,
    // who registers after the fact may have seen everything
    known: retrospective ? "analysed" : "nothing-run",
    at: actor.at,
  });
  await settleEvals(session, stored.ablationId, document);
  await noteInAudit(
    session,
    actor,
    "register",
    identity,
    retrospective ? `${fingerprint}, retrospective` : fingerprint,
  );
  return { created: true, registration: await registrationOf(session, stored) };
}
