import { jsonPieces, PIECE_BYTES } from "../../json/json-pieces.js";
import { type JsonPiece, JsonScanner } from "../../json/json-scanner.js";
import { parseJsonBytes } from "../../json/parse-json.js";
import { isMembers, type Members } from "./members.js";
import { rowFault } from "./row-fault.js";
import { ROW_KEYS, rowOfRecord } from "./row-of-record.js";
import { type FileLook, type RowReader, rowAt } from "./row-reader.js";
import type { RowOptions, TrainingRow } from "./training-row.js";
import type { TrainingSource } from "./training-source.js";
import { unpackedChunks } from "./unpacked-chunks.js";

/** How far a file is looked into for the keys at its root. */
const LOOKED_AT = 4 * 1024 * 1024;

async function whole(source: TrainingSource): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpackedChunks(source.bytes)) {
    size += chunk.length;
    if (size > PIECE_BYTES)
      throw rowFault(
        `the file is one JSON object of more than ${PIECE_BYTES / 1024 / 1024} MiB.`,
        "Write a row a line: jq -c '.[]' FILE does that for a list.",
        { code: "too-large" },
      );
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

/** Columns as rows: an object of lists of one length, as data frames write it; undefined where it is none. */
function rowsOfColumns(table: Members): Members[] | undefined {
  const columns = Object.entries(table).filter((entry): entry is [string, unknown[]] =>
    Array.isArray(entry[1]),
  );
  const length = columns[0]?.[1].length ?? 0;
  const isTable =
    columns.length === Object.keys(table).length &&
    columns.every(([, values]) => values.length === length) &&
    columns.some(
      ([key, [first]]) => ROW_KEYS.includes(key) && (typeof first === "string" || Array.isArray(first)),
    );
  if (!isTable) return undefined;
  return Array.from({ length }, (_, at) =>
    Object.fromEntries(columns.map(([key, values]) => [key, values[at]])),
  );
}

/** An object with the keys of a row is one row, or the columns of several. */
async function* ofObject(
  source: TrainingSource,
  options: RowOptions,
): AsyncGenerator<readonly TrainingRow[]> {
  const decoded = parseJsonBytes(await whole(source));
  const records = (isMembers(decoded) ? rowsOfColumns(decoded) : undefined) ?? [decoded];
  yield records.flatMap((record, at) => {
    const row = rowAt(source, at + 1, options, () => rowOfRecord(record, options.reasonsKey));
    return row === undefined ? [] : [row];
  });
}

/** Elements of lists; what else stands at the root of an object, such as a version, is no row. */
async function* ofLists(source: TrainingSource, options: RowOptions): AsyncGenerator<readonly TrainingRow[]> {
  let line = 0;
  const lone = new Map<string, JsonPiece | null>();
  const rowOf = ({ bytes }: JsonPiece) => {
    line += 1;
    return rowAt(source, line, options, () => rowOfRecord(parseJsonBytes(bytes), options.reasonsKey));
  };
  for await (const pieces of jsonPieces(unpackedChunks(source.bytes), () => "elements"))
    yield pieces.flatMap((piece) => {
      const { key, bytes } = piece;
      // one text or number under a key says something about the file; several are the elements of a list
      if (key !== "" && bytes[0] !== 0x7b && bytes[0] !== 0x5b && !lone.has(key)) {
        lone.set(key, { key, bytes: Buffer.from(bytes) });
        return [];
      }
      const before = lone.get(key) ?? null;
      if (before !== null) lone.set(key, null);
      return [...(before === null ? [] : [before]), piece].flatMap((each) => rowOf(each) ?? []);
    });
}

/** Whether the root is an object that has the keys of a row, as far as its first 4 MiB tell. */
async function isRow(source: TrainingSource): Promise<boolean> {
  let found = false;
  const scanner = new JsonScanner((key) => {
    found ||= ROW_KEYS.includes(key);
    return "skip";
  }, LOOKED_AT);
  let size = 0;
  try {
    for await (const chunk of unpackedChunks(source.bytes)) {
      scanner.push(chunk);
      size += chunk.length;
      if (found || size > LOOKED_AT) break;
    }
  } catch {
    // whoever reads it says what is wrong
    return found;
  }
  return found;
}

/** JSON: a list of rows, an object of such lists (one a split), an object of columns, or one row. */
export const jsonRows: RowReader = {
  format: "json",
  recognises: ({ head, extension }: FileLook) =>
    extension === "json" || /^\uFEFF?\s*(?:\{|\[\s*[[{"\]])/.test(head.subarray(0, 4096).toString("utf8")),
  rangesOf: null,
  async *read(source, options) {
    yield* (await isRow(source)) ? ofObject(source, options) : ofLists(source, options);
  },
};
