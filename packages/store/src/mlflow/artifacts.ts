import { and, asc, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { writeChunk } from "../driver/mlflow-rows.js";
import { mlflowArtifact, mlflowArtifactChunk } from "../schema/mlflow-artifact.js";
import { noArtifact } from "./mlflow-faults.js";
import { placedRun } from "./placed-run.js";
import { FILES_NOTE, noteOnRun } from "./run-note.js";

/** A file that a run left. */
export interface MlflowArtifact {
  readonly path: string;
  readonly size: number;
  /** What became of the outcomes in it; null where it holds none, or its run is not bound. */
  readonly imported: "recorded" | "refused" | null;
  /** The receipt, or why it was refused. */
  readonly note: string | null;
}

/** What became of the outcomes in a file. */
export interface ImportResult {
  readonly imported: "recorded" | "refused";
  /** The counts, or why it was refused. */
  readonly receipt: string;
  /** What is not among the outcomes, in sentences. */
  readonly leftOut: readonly string[];
}

/** Between the counts and what was left out. */
const LEFT_OUT = "; left out: ";

/** An upload that is under way. */
export interface Upload {
  readonly runId: string;
  readonly path: string;
  readonly contentId: string;
}

/** What is read and kept at a time. */
export const CHUNK_BYTES = 512 * 1024;

const { path, size, imported, note } = mlflowArtifact;

function fileWhere(ablationId: number, runId: string, at: string) {
  return and(
    eq(mlflowArtifact.ablationId, ablationId),
    eq(mlflowArtifact.runId, runId),
    eq(mlflowArtifact.path, at),
  );
}

function contentWhere(ablationId: number, contentId: string) {
  return and(eq(mlflowArtifactChunk.ablationId, ablationId), eq(mlflowArtifactChunk.contentId, contentId));
}

/** Keeps a piece of an upload; nobody sees it before the upload is finished. */
export async function keepChunk(
  session: Session,
  { runId, contentId }: Upload,
  chunk: number,
  bytes: Uint8Array,
): Promise<void> {
  const { ablationId } = await placedRun(session, runId);
  await writeChunk(session, { ablationId, runId, contentId }, chunk, bytes);
}

/** The upload takes the place of what was there. */
export async function finishUpload(session: Session, upload: Upload, bytes: number): Promise<void> {
  const { runId, contentId } = upload;
  const { ablationId } = await placedRun(session, runId);
  const where = fileWhere(ablationId, runId, upload.path);
  const [before] = await session.db.select().from(mlflowArtifact).where(where).for("update");
  if (before !== undefined) {
    await session.db.delete(mlflowArtifact).where(where);
    await session.db.delete(mlflowArtifactChunk).where(contentWhere(ablationId, before.contentId));
  }
  await session.db
    .insert(mlflowArtifact)
    .values({ ablationId, runId, path: upload.path, contentId, size: bytes });
}

/** Removes the pieces of an upload that broke off. */
export async function dropUpload(session: Session, { runId, contentId }: Upload): Promise<void> {
  const { ablationId } = await placedRun(session, runId);
  await session.db.delete(mlflowArtifactChunk).where(contentWhere(ablationId, contentId));
}

/** All files of a run, by their paths. */
export async function listArtifacts(session: Session, runId: string): Promise<MlflowArtifact[]> {
  const { ablationId } = await placedRun(session, runId);
  return session.db
    .select({ path, size, imported, note })
    .from(mlflowArtifact)
    .where(and(eq(mlflowArtifact.ablationId, ablationId), eq(mlflowArtifact.runId, runId)))
    .orderBy(asc(path));
}

/** A file and how many pieces it has. @throws HoldfastError `not-found` */
export async function findArtifact(
  session: Session,
  runId: string,
  at: string,
): Promise<{ readonly contentId: string; readonly size: number; readonly chunks: number }> {
  const { ablationId } = await placedRun(session, runId);
  const [row] = await session.db
    .select()
    .from(mlflowArtifact)
    .where(fileWhere(ablationId, runId, at));
  if (row === undefined) throw noArtifact(at);
  return { contentId: row.contentId, size: row.size, chunks: Math.ceil(row.size / CHUNK_BYTES) };
}

/** One piece of a file. @throws HoldfastError `not-found` when it was replaced meanwhile */
export async function readChunk(
  session: Session,
  runId: string,
  contentId: string,
  chunk: number,
): Promise<Buffer> {
  const { ablationId } = await placedRun(session, runId);
  const [row] = await session.db
    .select({ bytes: mlflowArtifactChunk.bytes })
    .from(mlflowArtifactChunk)
    .where(and(contentWhere(ablationId, contentId), eq(mlflowArtifactChunk.chunk, chunk)));
  if (row === undefined) throw noArtifact(contentId);
  return row.bytes;
}

/** Removes a file, or all below a folder. @throws HoldfastError `not-found` where there is neither */
export async function deleteArtifacts(session: Session, runId: string, at: string): Promise<void> {
  const { ablationId } = await placedRun(session, runId);
  const all = await session.db
    .select({ path, contentId: mlflowArtifact.contentId })
    .from(mlflowArtifact)
    .where(and(eq(mlflowArtifact.ablationId, ablationId), eq(mlflowArtifact.runId, runId)));
  const gone = all.filter((file) => at === "" || file.path === at || file.path.startsWith(`${at}/`));
  if (gone.length === 0) throw noArtifact(at);
  for (const file of gone) {
    await session.db.delete(mlflowArtifact).where(fileWhere(ablationId, runId, file.path));
    await session.db.delete(mlflowArtifactChunk).where(contentWhere(ablationId, file.contentId));
  }
}

/** Notes what became of the outcomes in a file, and on the run what was refused or left out of its files. */
export async function noteImport(
  session: Session,
  runId: string,
  at: string,
  result: ImportResult,
): Promise<void> {
  const { ablationId } = await placedRun(session, runId);
  const said = result.leftOut.length === 0 ? "" : `${LEFT_OUT}${result.leftOut.join("; ")}`;
  await session.db
    .update(mlflowArtifact)
    .set({ imported: result.imported, note: `${result.receipt}${said}` })
    .where(fileWhere(ablationId, runId, at));
  const files = await listArtifacts(session, runId);
  const lines = files
    .filter((file) => file.imported === "refused" || file.note?.includes(LEFT_OUT) === true)
    .map((file) => `${file.path}: ${file.imported === "refused" ? "refused: " : ""}${file.note ?? ""}`);
  await noteOnRun(session, { ablationId, runId }, FILES_NOTE, lines);
}
