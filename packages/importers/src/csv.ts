import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { type CsvColumn, columnsOf } from "./csv-columns.js";
import { csvDocument } from "./csv-document.js";
import { type CsvRow, csvBatches } from "./csv-rows.js";
import { GatheredRows } from "./gathered-rows.js";
import { locateFault } from "./locate-fault.js";
import type { LocatedLine, OutcomeReader } from "./outcome-reader.js";
import type { OutcomeSource } from "./outcome-source.js";
import { parseOutcomeLine } from "./parse-outcome-line.js";
import { placeOf } from "./place-of.js";

function refuse(message: string, key: string | undefined, remedy: string): never {
  const place = key === undefined ? {} : { key };
  throw new HoldfastError({ code: "invalid-input", message, place, remedy });
}

/** Does `act`, and tells an error from it the file and the line. */
function onLine<T>(source: OutcomeSource, line: number, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw isHoldfastError(error) ? error.at(placeOf(source, line)) : error;
  }
}

function checkRow(row: CsvRow, columns: readonly CsvColumn[]): void {
  if (!row.ended)
    refuse(
      "the last line ends in the middle: no line break ends it.",
      columns[Math.max(row.cells.length - 1, 0)]?.name,
      "Write the file again if it was cut off; if it is whole, end it with a line break.",
    );
  if (row.cells.length !== columns.length)
    refuse(
      `the line has ${row.cells.length} fields, and the header ${columns.length}.`,
      (columns[row.cells.length] ?? columns.at(-1))?.name,
      "Write one field for each column, and put fields that hold commas in quotation marks.",
    );
}

/** A row that is one outcome by itself: counts, a summary or a point. */
function wholeRow(columns: readonly CsvColumn[], row: CsvRow): Record<string, unknown> {
  const document = csvDocument(columns, row.cells);
  if (!["counts", "summary", "point"].some((key) => key in document))
    refuse("the row has no evidence.", "sample", "Fill in sample and score, k and n, mean, or point.");
  return document;
}

function lineFrom(
  source: OutcomeSource,
  document: Record<string, unknown>,
  line: number,
  rows: readonly number[] | null,
): LocatedLine {
  try {
    return { line, value: parseOutcomeLine(document), rows, tabular: true };
  } catch (error) {
    throw isHoldfastError(error) ? locateFault(error, { line, rows, tabular: true }, source) : error;
  }
}

/**
 * CSV in the long form: one row a score (sample, cluster, epoch, score), or one row an outcome (k and n, mean
 * and standardError, point). Consecutive rows of one key become one line, so sorted files make few, large lines.
 */
export const csvReader: OutcomeReader = {
  format: "csv",
  looks: "CSV: a header with the columns arm, stage, eval and so on, separated by commas",
  recognises: (head) => {
    const [header = ""] = head.split("\n", 1);
    return header.split(",").some((name) => name.trim().replaceAll('"', "") === "arm");
  },
  async *read(source, limits) {
    let sheet: { readonly columns: readonly CsvColumn[]; readonly gathered: GatheredRows } | undefined;
    const flush = (gathered: GatheredRows) => {
      const { document, lines } = gathered.take();
      return lineFrom(source, document, lines[0] ?? 1, lines);
    };
    for await (const rows of csvBatches(source, limits.lineBytes))
      for (const row of rows) {
        if (sheet === undefined) {
          const columns = onLine(source, row.line, () => columnsOf(row.cells));
          onLine(source, row.line, () => checkRow(row, columns));
          sheet = { columns, gathered: new GatheredRows(columns) };
          continue;
        }
        const { columns, gathered } = sheet;
        onLine(source, row.line, () => checkRow(row, columns));
        const isSample = gathered.isSample(row);
        const goesOn = isSample && gathered.continues(row) && gathered.size < limits.gatheredRows;
        if (gathered.size > 0 && !goesOn) yield flush(gathered);
        if (isSample) onLine(source, row.line, () => gathered.add(row));
        else {
          const document = onLine(source, row.line, () => wholeRow(columns, row));
          yield lineFrom(source, document, row.line, null);
        }
      }
    if (sheet !== undefined && sheet.gathered.size > 0) yield flush(sheet.gathered);
  },
};
