import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { chunksOfBytes } from "../bytes/byte-source.js";
import { jsonPieces } from "../json/json-pieces.js";
import { parseJson, parseJsonBytes } from "../json/parse-json.js";
import { DEFAULT_READ_LIMITS } from "../outcome-reader.js";
import { textLines } from "../text-lines.js";
import { missingColumn } from "./missing-column.js";
import type { OpenTable, TableRow, TableSource } from "./table.js";
import { valueAt } from "./value-at.js";

function refuse(message: string, remedy: string): never {
  throw new HoldfastError({ code: "invalid-input", message, remedy });
}

/** Objects one a line, or the elements of one list, as JSON or as Python writes it; with their line or number. */
async function* decoded(
  { file, bytes }: TableSource,
  isList: boolean,
): AsyncGenerator<[number, () => unknown]> {
  if (isList) {
    let row = 0;
    for await (const pieces of jsonPieces(chunksOfBytes(bytes), () => "skip"))
      for (const piece of pieces) {
        row += 1;
        yield [row, () => parseJsonBytes(piece.bytes)];
      }
    return;
  }
  const lines = textLines({ file, chunks: chunksOfBytes(bytes) }, DEFAULT_READ_LIMITS.lineBytes);
  for await (const { line, text, invalidAt } of lines) {
    if (invalidAt !== null)
      yield [
        line,
        () =>
          refuse(
            "the line is not valid UTF-8.",
            "Write the file as UTF-8, for example with: iconv -f LATIN1 -t UTF-8 FILE.",
          ),
      ];
    else if (text.trim() !== "") yield [line, () => parseJson(text)];
  }
}

async function* rowsOf(
  source: TableSource,
  wanted: readonly string[],
  isList: boolean,
): AsyncGenerator<TableRow> {
  const unseen = new Set(wanted);
  for await (const [at, decode] of decoded(source, isList)) {
    let cells: readonly unknown[];
    try {
      const value = decode();
      if (typeof value !== "object" || value === null || Array.isArray(value))
        refuse("this is no object.", "Write each row as an object: {...}.");
      cells = wanted.map((column) => valueAt(value, column));
    } catch (error) {
      throw isHoldfastError(error) ? error.at({ file: source.file, line: at }) : error;
    }
    if (unseen.size > 0)
      for (const [index, column] of wanted.entries()) if (cells[index] !== undefined) unseen.delete(column);
    yield { at, cells };
  }
  // a key may be absent from a row that has no value for it, but not from all of them
  for (const column of unseen) throw missingColumn(source.file, column, null);
}

/** The rows of JSON: an object a line, or a list of objects. */
export function jsonTable(source: TableSource, wanted: readonly string[], isList: boolean): OpenTable {
  return { kind: "ndjson", unit: isList ? "row" : "line", rows: rowsOf(source, wanted, isList) };
}
