import { isUtf8 } from "node:buffer";
import { rowFault } from "./row-fault.js";
import { type FileLook, type RowReader, rowAt } from "./row-reader.js";
import type { RowContent } from "./training-row.js";
import { unpackedChunks } from "./unpacked-chunks.js";

/** What stands between two documents in one file of text, as corpora write it. */
const SEPARATOR = "<|endoftext|>";
const DOCUMENT_BYTES = 64 * 1024 * 1024;
const EXTENSIONS = ["txt", "text", "md", "markdown"];

function tooLong(): Error {
  return rowFault(
    `a document is longer than ${DOCUMENT_BYTES / 1024 / 1024} MiB.`,
    `Write one document a file, put a line with ${SEPARATOR} between documents, or write JSONL.`,
    { code: "too-large" },
  );
}

function contentOf(bytes: Buffer): RowContent {
  if (!isUtf8(bytes))
    throw rowFault(
      "the document is not valid UTF-8.",
      "Write it as UTF-8, for example with: iconv -f LATIN1 -t UTF-8 FILE.",
    );
  const text = bytes
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trim();
  if (text === "") throw rowFault("the document is empty.", "Leave it out.");
  return {
    shape: "document",
    texts: [{ role: "text", text }],
    systemPrompt: null,
    userPrompt: null,
    toolDefinitions: [],
    toolCalls: [],
    turns: 1,
    hasReasons: null,
    otherParts: [],
  };
}

function linesIn(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) lines += 1;
  return lines;
}

async function* documents(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    // the end of what is held may be the beginning of a separator
    held = Buffer.concat([held, chunk]);
    for (let found = held.indexOf(SEPARATOR); found !== -1; found = held.indexOf(SEPARATOR)) {
      yield Buffer.concat([...parts, held.subarray(0, found)]);
      [parts, size] = [[], 0];
      held = held.subarray(found + SEPARATOR.length);
    }
    const safe = Math.max(0, held.length - SEPARATOR.length);
    parts.push(Buffer.from(held.subarray(0, safe)));
    held = Buffer.from(held.subarray(safe));
    size += safe;
    if (size > DOCUMENT_BYTES) throw tooLong();
  }
  yield Buffer.concat([...parts, held]);
}

/** Plain text and Markdown: a file is a document, or several with `<|endoftext|>` between them. */
export const documentRows: RowReader = {
  format: "text",
  recognises: ({ head, extension }: FileLook) =>
    EXTENSIONS.includes(extension) || (extension === "" && head.length > 0 && !head.includes(0)),
  rangesOf: null,
  async *read(source, options) {
    let [line, count] = [1, 0];
    for await (const bytes of documents(unpackedChunks(source.bytes))) {
      count += 1;
      const isBlank = bytes.toString("latin1").trim() === "";
      // after the last separator there is often nothing
      if (!isBlank || count === 1) {
        const row = rowAt(source, line, options, () => contentOf(bytes));
        if (row !== undefined) yield [row];
      }
      line += linesIn(bytes);
    }
  },
};
