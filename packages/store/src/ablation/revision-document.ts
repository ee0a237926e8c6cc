import { AblationSchema, HoldfastError, parseWith, type RevisionDocument } from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { revision } from "../schema/revision.js";

/** The document of one revision, as it was registered or amended. @throws HoldfastError `not-found` */
export async function readRevisionDocument(
  session: Session,
  ablationId: number,
  number: number,
): Promise<RevisionDocument> {
  const [row] = await session.db
    .select()
    .from(revision)
    .where(and(eq(revision.ablationId, ablationId), eq(revision.revision, number)));
  if (row === undefined)
    throw new HoldfastError({
      code: "not-found",
      message: `there is no revision ${number}.`,
      place: { key: "revision" },
      remedy: "List the revisions of the ablation; the first one is 1.",
    });
  const { fingerprint, author, reason, known, at, document } = row;
  return {
    ...{ revision: row.revision, fingerprint, author, reason, known, at: at.toISOString() },
    ablation: parseWith(AblationSchema, document, "stored ablation"),
  };
}
