import { isUtf8 } from "node:buffer";
import { parseJson } from "../../json/parse-json.js";
import { findJsonFault } from "../../json-fault.js";
import { chunksOfLines, lineBlocks } from "./line-blocks.js";
import { rowFault } from "./row-fault.js";
import { rowOfRecord } from "./row-of-record.js";
import { type FileLook, type RowReader, rowAt } from "./row-reader.js";
import type { RowContent, TrainingRow } from "./training-row.js";
import { unpackedChunks } from "./unpacked-chunks.js";

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = "\uFEFF";

function notUtf8(): Error {
  return rowFault(
    "the line is not valid UTF-8.",
    "Write the file as UTF-8, for example with: iconv -f LATIN1 -t UTF-8 FILE.",
  );
}

function contentOf(bytes: Buffer, isValid: boolean, isLast: boolean, reasonsKey?: string): RowContent {
  if (!isValid && !isUtf8(bytes)) throw notUtf8();
  const text = bytes.toString("utf8");
  let decoded: unknown;
  try {
    decoded = JSON.parse(text);
  } catch (error) {
    if (isLast && findJsonFault(text)?.kind === "ends")
      throw rowFault("the last line ends in the middle.", "The file was cut off: write or copy it again.", {
        cause: error,
      });
    decoded = parseJson(text);
  }
  return rowOfRecord(decoded, reasonsKey);
}

function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte !== 0x20 && byte !== 0x0d && byte !== 0x09) return false;
  return true;
}

function looksLikeLines({ head, isAll, extension }: FileLook): boolean {
  if (["jsonl", "ndjson"].includes(extension)) return true;
  const text = head.toString("utf8").replace(BYTE_ORDER_MARK, "").trimStart();
  if (!text.startsWith("{")) return false;
  const end = text.indexOf("\n");
  if (end === -1) return !isAll && extension !== "json";
  if (text.slice(end).trim() === "") return false;
  try {
    JSON.parse(text.slice(0, end));
    return true;
  } catch {
    return false;
  }
}

/** JSONL: one row a line. Empty lines are passed over. */
export const jsonlRows: RowReader = {
  format: "jsonl",
  recognises: looksLikeLines,
  rangesOf: async ({ size }, about) =>
    Array.from({ length: Math.ceil(size / about) }, (_, at) => {
      const [start, end] = [at * about, Math.min(size, (at + 1) * about)];
      return { start, end, bytes: end - start, linesBefore: at === 0 ? 0 : null };
    }),
  async *read(source, options) {
    const { range, reasonsKey } = options;
    const chunks =
      range === undefined
        ? unpackedChunks(source.bytes)
        : chunksOfLines(source.bytes, range.start, range.end);
    let line = 0;
    for await (const block of lineBlocks(chunks)) {
      const isValid = isUtf8(block);
      const rows: TrainingRow[] = [];
      for (let start = 0; start < block.length; ) {
        const found = block.indexOf(LINE_FEED, start);
        const end = found === -1 ? block.length : found;
        line += 1;
        const hasMark = line === 1 && (range?.start ?? 0) === 0 && block[0] === 0xef && block[1] === 0xbb;
        const bytes = block.subarray(hasMark ? start + 3 : start, end);
        start = end + 1;
        if (isBlank(bytes)) continue;
        const row = rowAt(source, line, options, () => contentOf(bytes, isValid, found === -1, reasonsKey));
        if (row !== undefined) rows.push(row);
      }
      yield rows;
    }
  },
};
