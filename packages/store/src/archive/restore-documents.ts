import { ablationFingerprint, ablationIdentity, differenceBetween, driftError } from "@holdfast/core";
import { settleEvals } from "../ablation/register.js";
import { registrationOf } from "../ablation/registration.js";
import { findAblation } from "../ablation/stored-ablation.js";
import type { Session } from "../driver/driver.js";
import { ablation } from "../schema/ablation.js";
import { revision } from "../schema/revision.js";
import type { ArchiveLine } from "./archive-format.js";
import { brokenArchive } from "./archive-refusal.js";

/** What an archive says of the registration, before its evidence. */
export interface ArchivedDocuments {
  registration: Extract<ArchiveLine, { kind: "registration" }> | null;
  readonly revisions: (Extract<ArchiveLine, { kind: "revision" }> & { readonly line: number })[];
}

/** The ablation of the archive with its history, or the one that is there when it has the same content. */
export async function restoreDocuments(
  session: Session,
  identity: string,
  { registration, revisions }: ArchivedDocuments,
): Promise<{ readonly ablationId: number; readonly created: boolean }> {
  const newest = revisions.at(-1);
  if (registration === null || newest === undefined)
    throw brokenArchive(2, "the archive has no registration.");
  revisions.forEach((value, index) => {
    if (value.revision !== index + 1) throw brokenArchive(value.line, `revision ${index + 1} is missing.`);
    if (ablationIdentity(value.ablation) !== identity)
      throw brokenArchive(value.line, `the document is not of ${identity}.`);
    if (ablationFingerprint(value.ablation) !== value.fingerprint)
      throw brokenArchive(value.line, "the document does not have the fingerprint that is stated.");
  });
  const known = await findAblation(session, identity, "write");
  if (known !== undefined) {
    const there = await registrationOf(session, known);
    if (there.fingerprint === newest.fingerprint) return { ablationId: known.ablationId, created: false };
    const differences = differenceBetween(there.ablation, newest.ablation);
    throw driftError(identity, there.fingerprint, newest.fingerprint, differences);
  }
  const { name, version, title, question } = newest.ablation;
  const [stored] = await session.db
    .insert(ablation)
    .values({
      ...{ name, version, title, question, fingerprint: newest.fingerprint, revision: newest.revision },
      retrospective: registration.retrospective,
      archived: registration.archived,
      registeredAt: new Date(registration.registeredAt),
    })
    .returning();
  if (stored === undefined) throw new Error(`${identity} was not inserted`);
  const { ablationId } = stored;
  for (const {
    revision: number,
    fingerprint,
    ablation: document,
    author,
    reason,
    known: knowledge,
    at,
  } of revisions)
    await session.db.insert(revision).values({
      ...{ ablationId, revision: number, fingerprint, document, author, reason, known: knowledge },
      at: new Date(at),
    });
  await settleEvals(session, ablationId, newest.ablation);
  return { ablationId, created: true };
}
