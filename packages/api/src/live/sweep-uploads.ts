import type { MlflowStore, OrphanUpload } from "@holdfast/store";

/** Between two looks: longer than any request may take, so that an upload without a file at both is nobody's any more. */
export const SWEEP_EVERY_MS = 3_600_000;

const nameOf = ({ ablationId, contentId }: OrphanUpload) => `${ablationId} ${contentId}`;

/**
 * Removes what uploads of artifacts left behind whose server was killed. Nothing in the database says how old a piece
 * is, and no clock is asked: what has no file at one look and still none at the next is removed.
 *
 * @returns one look; it finds out how many were removed
 */
export function uploadSweeper(
  mlflow: Pick<MlflowStore, "orphanUploads" | "dropOrphanUploads">,
): () => Promise<number> {
  let before: ReadonlySet<string> = new Set();
  return async () => {
    const orphans = await mlflow.orphanUploads();
    const dead = orphans.filter((orphan) => before.has(nameOf(orphan)));
    before = new Set(orphans.map(nameOf));
    if (dead.length > 0) await mlflow.dropOrphanUploads(dead);
    return dead.length;
  };
}
