import { HoldfastError } from "@holdfast/core";
import { chunksOfBytes } from "../bytes/byte-source.js";
import { type CsvRow, csvBatches, csvRows } from "../csv-rows.js";
import { DEFAULT_READ_LIMITS } from "../outcome-reader.js";
import { missingColumn } from "./missing-column.js";
import type { OpenTable, TableRow, TableSource } from "./table.js";

const DELIMITERS = [",", ";", "\t"] as const;
type Delimiter = (typeof DELIMITERS)[number];

function refuse(file: string, line: number, message: string, remedy: string, key?: string): never {
  const place = { file, line, ...(key === undefined ? {} : { key }) };
  throw new HoldfastError({ code: "invalid-input", message, place, remedy });
}

/** The fields of the first line, or none where it has no end within what was read. */
async function headerBy(head: Buffer, delimiter: Delimiter): Promise<readonly string[]> {
  const end = head.indexOf(0x0a);
  const line = end === -1 ? Buffer.concat([head, Buffer.from("\n")]) : head.subarray(0, end + 1);
  try {
    for await (const row of csvRows({ chunks: [line] }, DEFAULT_READ_LIMITS.lineBytes, delimiter))
      return row.cells;
  } catch {
    return [];
  }
  return [];
}

/** The separator under which the header has most of the wanted columns. */
async function delimiterOf(head: Buffer, wanted: readonly string[]): Promise<Delimiter> {
  let best: { delimiter: Delimiter; found: number } = { delimiter: ",", found: 0 };
  for (const delimiter of DELIMITERS) {
    const header = await headerBy(head, delimiter);
    const found = wanted.filter((column) => header.includes(column)).length;
    if (found > best.found) best = { delimiter, found };
  }
  return best.delimiter;
}

/** Where the wanted columns are. @throws HoldfastError where one is not there, or twice */
function placesOf(file: string, header: CsvRow, wanted: readonly string[]): readonly number[] {
  return wanted.map((column) => {
    const at = header.cells.indexOf(column);
    if (at === -1) throw missingColumn(file, column, header.cells);
    if (header.cells.indexOf(column, at + 1) !== -1)
      refuse(file, header.line, `the column \`${column}\` is there twice.`, "Leave one of them out.", column);
    return at;
  });
}

/** @throws HoldfastError `invalid-input` for a row that is cut off, or has more or fewer fields than the header */
function checkRow(file: string, row: CsvRow, header: CsvRow): void {
  if (!row.ended)
    refuse(
      file,
      row.line,
      "the last line ends in the middle: no line break ends it.",
      "Write the file again if it was cut off; if it is whole, end it with a line break.",
    );
  if (row.cells.length !== header.cells.length)
    refuse(
      file,
      row.line,
      `the line has ${row.cells.length} fields, and the header ${header.cells.length}.`,
      "Write one field for each column, and put fields that hold separators in quotation marks.",
    );
}

async function* batchesOf(
  { file, bytes }: TableSource,
  wanted: readonly string[],
  delimiter: Delimiter,
): AsyncGenerator<readonly TableRow[]> {
  let header: CsvRow | undefined;
  let places: readonly number[] = [];
  const source = { file, chunks: chunksOfBytes(bytes) };
  for await (const rows of csvBatches(source, DEFAULT_READ_LIMITS.lineBytes, delimiter)) {
    const batch: TableRow[] = [];
    try {
      for (const row of rows) {
        checkRow(file, row, header ?? row);
        if (header === undefined) {
          header = row;
          places = placesOf(file, row, wanted);
        } else batch.push({ at: row.line, cells: places.map((place) => row.cells[place]) });
      }
    } finally {
      // what is wrong with an earlier row is said before what is wrong with this one
      yield batch;
    }
  }
}

/** The rows of a CSV file with a header. */
export async function csvTable(
  source: TableSource,
  wanted: readonly string[],
  head: Buffer,
): Promise<OpenTable> {
  const delimiter = await delimiterOf(head, wanted);
  return { kind: "csv", unit: "line", batches: batchesOf(source, wanted, delimiter) };
}
