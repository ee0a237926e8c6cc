import { and, eq } from "drizzle-orm";
import type { Session } from "../driver/driver.js";
import { writeChunk } from "../driver/mlflow-rows.js";
import { CHUNK_BYTES } from "../mlflow/artifacts.js";
import { contentUuid } from "../record/outcome-key.js";
import { mlflowArtifact } from "../schema/mlflow-artifact.js";
import { readPiece } from "./archive-files.js";
import type { ArchiveLine } from "./archive-format.js";
import { brokenArchive, differsFromArchive } from "./archive-refusal.js";

type LineOf<K extends ArchiveLine["kind"]> = Extract<ArchiveLine, { kind: K }>;

/** Takes the files of an archive, one piece of one file in memory at a time. */
export interface FileRestorer {
  /** @throws HoldfastError `invalid-input` where the file before is not whole */
  readonly begin: (line: number, file: LineOf<"mlflow-file">) => Promise<void>;
  /** @throws HoldfastError `conflict` where a file of that path is there and is another one */
  readonly add: (line: number, bytes: LineOf<"mlflow-bytes">) => Promise<void>;
  /** After the last file. @returns how many were new */
  readonly end: (line: number) => Promise<number>;
}

interface OpenFile {
  readonly said: LineOf<"mlflow-file">;
  readonly contentId: string;
  /** Whether it is there already: then it is compared, and not written. */
  readonly isThere: boolean;
  received: number;
  pieces: number;
  held: Buffer;
}

/** Restores files into an ablation. `atMs` makes their content another one than what was there before. */
export function fileRestorer(session: Session, ablationId: number, atMs: number): FileRestorer {
  let open: OpenFile | undefined;
  let added = 0;
  const differs = ({ said: { path, runId } }: OpenFile) =>
    differsFromArchive(
      `the file ${path} of the MLflow run ${runId}`,
      "Delete the file that is here, or restore into another database.",
    );

  async function keep(file: OpenFile, bytes: Buffer): Promise<void> {
    const { contentId } = file;
    const { runId } = file.said;
    if (!file.isThere) await writeChunk(session, { ablationId, runId, contentId }, file.pieces, bytes);
    else if ((await readPiece(session, ablationId, contentId, file.pieces))?.equals(bytes) !== true)
      throw differs(file);
    file.pieces += 1;
  }

  async function close(line: number): Promise<void> {
    if (open === undefined) return;
    const file = open;
    open = undefined;
    const { path, size } = file.said;
    if (file.received !== size)
      throw brokenArchive(line, `the file ${path} has ${file.received} bytes, and says ${size}.`);
    if (file.held.length > 0) await keep(file, file.held);
    if (!file.isThere) added += 1;
  }

  return {
    async begin(line, said) {
      await close(line);
      const { kind: _kind, ...row } = said;
      const { runId, path } = row;
      const contentId = contentUuid(["restored", runId, path, atMs]);
      const made = await session.db
        .insert(mlflowArtifact)
        .values({ ablationId, contentId, ...row })
        .onConflictDoNothing()
        .returning({ path: mlflowArtifact.path });
      open = { said, contentId, isThere: made.length === 0, received: 0, pieces: 0, held: Buffer.alloc(0) };
      if (!open.isThere) return;
      const [there] = await session.db
        .select()
        .from(mlflowArtifact)
        .where(
          and(
            eq(mlflowArtifact.ablationId, ablationId),
            eq(mlflowArtifact.runId, runId),
            eq(mlflowArtifact.path, path),
          ),
        );
      if (there === undefined || there.size !== said.size) throw differs(open);
      open = { ...open, contentId: there.contentId };
    },
    async add(line, { at, base64 }) {
      if (open === undefined) throw brokenArchive(line, "bytes follow no file.");
      if (at !== open.received)
        throw brokenArchive(line, `byte ${open.received} of ${open.said.path} is missing.`);
      const bytes = Buffer.from(base64, "base64");
      open.received += bytes.length;
      open.held = Buffer.concat([open.held, bytes]);
      while (open.held.length >= CHUNK_BYTES) {
        await keep(open, open.held.subarray(0, CHUNK_BYTES));
        open.held = open.held.subarray(CHUNK_BYTES);
      }
    },
    async end(line) {
      await close(line);
      return added;
    },
  };
}
