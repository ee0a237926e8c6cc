import { ablationNamed } from "../ablation/stored-ablation.js";
import type { Driver } from "../driver/driver.js";
import type { Transactions } from "../driver/transactions.js";
import { type ArchivedFile, archivedFiles, fileLines, readPiece } from "./archive-files.js";
import type { ArchiveLine } from "./archive-format.js";
import { recordLines } from "./export-archive.js";
import { handoff } from "./handoff.js";

const LINES_WAITING = 100;

/**
 * What an archive holds, as one moment saw it. A server sends as fast as its reader reads. An embedded database has
 * one connection, which a slow reader must not hold: all but the files is read at once, and these piece by piece
 * afterwards, so that one which was replaced meanwhile ends the export with an error.
 */
export async function* exportedLines(
  engine: Driver["engine"],
  { read }: Pick<Transactions, "read">,
  identity: string,
): AsyncGenerator<ArchiveLine> {
  const isEmbedded = engine === "pglite";
  const { put, end, items } = handoff<ArchiveLine>(isEmbedded ? Number.POSITIVE_INFINITY : LINES_WAITING);
  let later: { readonly ablationId: number; readonly files: readonly ArchivedFile[] } | undefined;
  const done = read(async (session) => {
    const stored = await ablationNamed(session, identity);
    const { ablationId } = stored;
    for await (const line of recordLines(session, stored)) if (!(await put(line))) return;
    const files = await archivedFiles(session, ablationId);
    if (isEmbedded) later = { ablationId, files };
    else
      for await (const line of fileLines(files, (id, piece) => readPiece(session, ablationId, id, piece)))
        if (!(await put(line))) return;
  }).then(
    () => end(),
    (error: unknown) => end(error),
  );
  try {
    yield* items();
  } finally {
    await done;
  }
  if (later === undefined) return;
  const { ablationId, files } = later;
  yield* fileLines(files, (id, piece) => read((session) => readPiece(session, ablationId, id, piece)));
}
