import { compareText, HoldfastError } from "@holdfast/core";
import { and, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { CHUNK_BYTES } from "../mlflow/artifacts.js";
import { mlflowArtifact, mlflowArtifactChunk } from "../schema/mlflow-artifact.js";
import type { ArchiveLine } from "./archive-format.js";
import { archivedMlflowRuns } from "./archive-mlflow.js";

/** What one line holds of a file; it divides {@link CHUNK_BYTES}, so that a line is part of one stored piece. */
export const LINE_BYTES = 128 * 1024;

/** A file that is to be written to an archive. */
export type ArchivedFile = Omit<typeof mlflowArtifact.$inferSelect, "ablationId">;

/** Reads one stored piece of a file, or null where it is gone. */
export type ReadPiece = (contentId: string, piece: number) => Promise<Buffer | null>;

/** The files of an ablation: by run in the order of their start, then by path. */
export async function archivedFiles(session: Session, ablationId: number): Promise<ArchivedFile[]> {
  const runs = await archivedMlflowRuns(session, ablationId);
  const place = new Map(runs.map(({ runId }, index) => [runId, index]));
  const rows = await session.db
    .select()
    .from(mlflowArtifact)
    .where(eq(mlflowArtifact.ablationId, ablationId));
  return rows
    .filter(({ runId }) => place.has(runId))
    .map(({ ablationId: _id, ...file }) => file)
    .sort((a, b) => (place.get(a.runId) ?? 0) - (place.get(b.runId) ?? 0) || compareText(a.path, b.path));
}

/** One stored piece of a file of an ablation. */
export async function readPiece(
  { db }: Session,
  ablationId: number,
  contentId: string,
  piece: number,
): Promise<Buffer | null> {
  const [row] = await db
    .select({ bytes: mlflowArtifactChunk.bytes })
    .from(mlflowArtifactChunk)
    .where(
      and(
        eq(mlflowArtifactChunk.ablationId, ablationId),
        eq(mlflowArtifactChunk.contentId, contentId),
        eq(mlflowArtifactChunk.chunk, piece),
      ),
    );
  return row?.bytes ?? null;
}

function replaced({ runId, path }: ArchivedFile): HoldfastError {
  return new HoldfastError({
    code: "conflict",
    message: `the file ${path} of the MLflow run ${runId} was replaced while it was exported.`,
    remedy: "Export again, best when no training writes files.",
  });
}

/** Files with their bytes, one piece of one file in memory at a time. @throws HoldfastError `conflict` */
export async function* fileLines(
  files: readonly ArchivedFile[],
  read: ReadPiece,
): AsyncGenerator<ArchiveLine> {
  for (const file of files) {
    const { contentId, ...said } = file;
    yield { kind: "mlflow-file", ...said };
    for (let start = 0; start < file.size; start += CHUNK_BYTES) {
      const piece = await read(contentId, start / CHUNK_BYTES);
      if (piece?.length !== Math.min(CHUNK_BYTES, file.size - start)) throw replaced(file);
      for (let at = 0; at < piece.length; at += LINE_BYTES)
        yield {
          ...{ kind: "mlflow-bytes", at: start + at },
          base64: piece.toString("base64", at, Math.min(at + LINE_BYTES, piece.length)),
        };
    }
  }
}
