import { createHash } from "node:crypto";
import { ARCHIVE_FORMAT, type ArchiveLine } from "./archive-format.js";

/** Lines as text, between a first one that says what they are and a last one that says whether they are whole. */
export async function* archiveText(
  identity: string,
  lines: AsyncIterable<ArchiveLine>,
): AsyncGenerator<string> {
  const hash = createHash("sha256");
  let written = 0;
  const write = (value: unknown) => {
    const text = JSON.stringify(value);
    hash.update(`${text}\n`);
    written += 1;
    return text;
  };
  for await (const line of lines) {
    // not before there is something to write: an ablation that is not there has no archive
    if (written === 0) yield write({ format: ARCHIVE_FORMAT, ablation: identity });
    yield write(line);
  }
  yield JSON.stringify({ kind: "end", lines: written, sha256: hash.digest("hex") });
}
