import { isUtf8 } from "node:buffer";
import { HoldfastError } from "@holdfast/core";
import { CsvError, Parser } from "csv-parse";
import type { OutcomeSource } from "./outcome-source.js";
import { placeOf } from "./place-of.js";

/** One record of a CSV file. */
export interface CsvRow {
  /** 1-based line of the file on which the record ends. */
  readonly line: number;
  readonly cells: readonly string[];
  /** False for a last record that no line break ends. */
  readonly ended: boolean;
}

interface Ending {
  lastByte: number | undefined;
}

/** How many bytes at the end begin a character that the next chunk goes on with. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

function countLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) count += 1;
  return count;
}

function lineOfFault(bytes: Buffer): number {
  let start = 0;
  for (let line = 0; ; line += 1) {
    const found = bytes.indexOf(0x0a, start);
    if (found === -1 || !isUtf8(bytes.subarray(start, found))) return line;
    start = found + 1;
  }
}

async function* checkedChunks(source: OutcomeSource, ending: Ending): AsyncGenerator<Buffer> {
  let carried = Buffer.alloc(0);
  let line = 1;
  const check = (bytes: Buffer) => {
    if (!isUtf8(bytes)) {
      throw new HoldfastError({
        code: "invalid-input",
        message: "the line is not valid UTF-8.",
        place: placeOf(source, line + lineOfFault(bytes)),
        remedy: "Write the file as UTF-8, for example with: iconv -f LATIN1 -t UTF-8 FILE.",
      });
    }
    line += countLines(bytes);
    return bytes;
  };
  for await (const chunk of source.chunks) {
    if (chunk.byteLength === 0) continue;
    const bytes = Buffer.concat([carried, Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)]);
    const whole = bytes.length - unfinishedBytes(bytes);
    carried = bytes.subarray(whole);
    ending.lastByte = bytes.at(-1);
    if (whole > 0) yield check(bytes.subarray(0, whole));
  }
  if (carried.length > 0) check(carried);
}

function csvFault(source: OutcomeSource, error: unknown, ending: Ending, lineBytes: number): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = "lines" in error && typeof error.lines === "number" ? error.lines : 1;
  const of = (code: "invalid-input" | "too-large", message: string, remedy: string) =>
    new HoldfastError({ code, message, place: placeOf(source, line), remedy, cause: error });
  if (error.code === "CSV_MAX_RECORD_SIZE")
    return of(
      "too-large",
      `the record is longer than ${Math.floor(lineBytes / 1024 / 1024)} MiB.`,
      "Close the quotation marks, and write one score a line.",
    );
  if (error.code === "CSV_QUOTE_NOT_CLOSED")
    return ending.lastByte === 0x0a
      ? of("invalid-input", "a quotation mark is never closed.", "Close it, or double it inside a field.")
      : of("invalid-input", "the last line ends in the middle.", "The file was cut off: write it again.");
  return of(
    "invalid-input",
    "a quotation mark stands in the middle of a field.",
    'Put the field in quotation marks and double those inside: "say ""no""".',
  );
}

/** A parser that keeps the records of a chunk together, each with its line, instead of handing them out one by one. */
class GatheringParser extends Parser {
  #rows: Omit<CsvRow, "ended">[] = [];

  override push(record: unknown): boolean {
    // null ends the stream
    if (!Array.isArray(record)) return super.push(record);
    this.#rows.push({ line: this.info.lines, cells: record });
    return true;
  }

  gathered(): Omit<CsvRow, "ended">[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }
}

/** Parses one more chunk, or the end, and says what is wrong with it. */
function parsed(parser: GatheringParser, chunk: Buffer | null): Promise<unknown> {
  return new Promise((resolve) => {
    const done = (error?: unknown) => resolve(error ?? undefined);
    if (chunk === null) parser.end(done);
    else parser.write(chunk, done);
  });
}

/**
 * The records of a CSV file (RFC 4180, LF or CRLF, UTF-8), header included, those of a chunk together; empty lines are
 * passed over.
 *
 * @throws HoldfastError `invalid-input` or `too-large`, with the line, once all records before it are given out
 */
export async function* csvBatches(
  source: OutcomeSource,
  lineBytes: number,
  delimiter: "," | ";" | "\t" = ",",
): AsyncGenerator<readonly CsvRow[]> {
  const ending: Ending = { lastByte: undefined };
  const parser = new GatheringParser({
    bom: true,
    delimiter,
    max_record_size: lineBytes,
    record_delimiter: ["\r\n", "\n"],
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  // a fault is what writing says; the stream says it once more
  parser.on("error", () => {});
  parser.resume();
  let held: Omit<CsvRow, "ended"> | undefined;
  const given = (): CsvRow[] => {
    const rows = parser.gathered();
    if (held !== undefined) rows.unshift(held);
    held = rows.pop();
    return rows.map(({ line, cells }) => ({ line, cells, ended: true }));
  };
  try {
    for await (const chunk of checkedChunks(source, ending)) {
      const fault = await parsed(parser, chunk);
      yield given();
      if (fault !== undefined) throw csvFault(source, fault, ending, lineBytes);
    }
    const fault = await parsed(parser, null);
    yield given();
    if (fault !== undefined) throw csvFault(source, fault, ending, lineBytes);
  } finally {
    parser.destroy();
  }
  if (held !== undefined) yield [{ ...held, ended: ending.lastByte === 0x0a }];
}

/** The same records, one after the other. */
export async function* csvRows(
  source: OutcomeSource,
  lineBytes: number,
  delimiter: "," | ";" | "\t" = ",",
): AsyncGenerator<CsvRow> {
  for await (const rows of csvBatches(source, lineBytes, delimiter)) yield* rows;
}
