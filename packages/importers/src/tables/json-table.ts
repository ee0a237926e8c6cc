import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { chunksOfBytes } from "../bytes/byte-source.js";
import { jsonPieces } from "../json/json-pieces.js";
import { parseJson, parseJsonBytes } from "../json/parse-json.js";
import { DEFAULT_READ_LIMITS } from "../outcome-reader.js";
import { byteLines, type TextLine, textOfLine } from "../text-lines.js";
import { missingColumn } from "./missing-column.js";
import type { OpenTable, TableRow, TableSource } from "./table.js";
import { valueAt } from "./value-at.js";

function refuse(message: string, remedy: string): never {
  throw new HoldfastError({ code: "invalid-input", message, remedy });
}

/** One object that is still to be decoded, with its line or number. */
type Encoded = readonly [at: number, decode: () => unknown];

function ofLine({ line, text, invalidAt }: TextLine): Encoded[] {
  if (invalidAt === null) return text.trim() === "" ? [] : [[line, () => parseJson(text)]];
  const remedy = "Write the file as UTF-8, for example with: iconv -f LATIN1 -t UTF-8 FILE.";
  return [[line, () => refuse("the line is not valid UTF-8.", remedy)]];
}

/** Objects one a line, or the elements of one list, as JSON or as Python writes it. */
async function* encoded({ file, bytes }: TableSource, isList: boolean): AsyncGenerator<readonly Encoded[]> {
  const chunks = chunksOfBytes(bytes);
  if (!isList) {
    for await (const lines of byteLines({ file, chunks }, DEFAULT_READ_LIMITS.lineBytes))
      yield lines.flatMap((line) => ofLine(textOfLine(line)));
    return;
  }
  let row = 0;
  for await (const pieces of jsonPieces(chunks, () => "skip"))
    yield pieces.map((piece): Encoded => {
      row += 1;
      return [row, () => parseJsonBytes(piece.bytes)];
    });
}

function cellsOf(value: unknown, wanted: readonly string[]): readonly unknown[] {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    refuse("this is no object.", "Write each row as an object: {...}.");
  return wanted.map((column) => valueAt(value, column));
}

async function* batchesOf(
  source: TableSource,
  wanted: readonly string[],
  isList: boolean,
): AsyncGenerator<readonly TableRow[]> {
  const unseen = new Set(wanted);
  for await (const objects of encoded(source, isList)) {
    const batch: TableRow[] = [];
    let reached = 0;
    try {
      for (const [at, decode] of objects) {
        reached = at;
        const cells = cellsOf(decode(), wanted);
        if (unseen.size > 0)
          for (const [index, column] of wanted.entries())
            if (cells[index] !== undefined) unseen.delete(column);
        batch.push({ at, cells });
      }
    } catch (error) {
      // what is wrong with an earlier row is said before what is wrong with this one
      yield batch;
      throw isHoldfastError(error) ? error.at({ file: source.file, line: reached }) : error;
    }
    yield batch;
  }
  // a key may be absent from a row that has no value for it, but not from all of them
  for (const column of unseen) throw missingColumn(source.file, column, null);
}

/** The rows of JSON: an object a line, or a list of objects. */
export function jsonTable(source: TableSource, wanted: readonly string[], isList: boolean): OpenTable {
  return { kind: "ndjson", unit: isList ? "row" : "line", batches: batchesOf(source, wanted, isList) };
}
