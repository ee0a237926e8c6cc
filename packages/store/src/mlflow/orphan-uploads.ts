import { and, eq, notExists, sql } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { mlflowArtifact, mlflowArtifactChunk } from "../schema/mlflow-artifact.js";

/** The pieces of an upload that has no file: it is under way, or its server died with it. */
export interface OrphanUpload {
  readonly ablationId: number;
  readonly contentId: string;
}

function withoutFile(session: Session) {
  return notExists(
    session.db
      .select({ one: sql`1` })
      .from(mlflowArtifact)
      .where(
        and(
          eq(mlflowArtifact.ablationId, mlflowArtifactChunk.ablationId),
          eq(mlflowArtifact.runId, mlflowArtifactChunk.runId),
          eq(mlflowArtifact.contentId, mlflowArtifactChunk.contentId),
        ),
      ),
  );
}

/** Uploads that have no file. Each has a first piece. */
export function orphanUploads(session: Session): Promise<OrphanUpload[]> {
  return session.db
    .select({ ablationId: mlflowArtifactChunk.ablationId, contentId: mlflowArtifactChunk.contentId })
    .from(mlflowArtifactChunk)
    .where(and(eq(mlflowArtifactChunk.chunk, 0), withoutFile(session)));
}

/** Removes their pieces, where they still have no file. */
export async function dropOrphanUploads(session: Session, orphans: readonly OrphanUpload[]): Promise<void> {
  for (const { ablationId, contentId } of orphans)
    await session.db
      .delete(mlflowArtifactChunk)
      .where(
        and(
          eq(mlflowArtifactChunk.ablationId, ablationId),
          eq(mlflowArtifactChunk.contentId, contentId),
          withoutFile(session),
        ),
      );
}
