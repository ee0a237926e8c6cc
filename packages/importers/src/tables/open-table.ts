import { HoldfastError } from "@holdfast/core";
import { foreignFormat } from "../foreign-format.js";
import { PARQUET_MAGIC } from "../parquet/parquet-file.js";
import { csvTable } from "./csv-table.js";
import { jsonTable } from "./json-table.js";
import { parquetTable } from "./parquet-table.js";
import type { OpenTable, TableSource } from "./table.js";

const HEAD_BYTES = 64 * 1024;

/**
 * Opens a table of whichever kind, told by its content: Parquet, JSON objects one a line or in one list, or CSV with a
 * header, its fields separated by commas, semicolons or tabs.
 *
 * @param wanted the columns that are read; in JSON a dotted path where no key is called so
 * @throws HoldfastError `invalid-input` for a column that is not there or is there twice, or something that is no table
 */
export async function openTable(source: TableSource, wanted: readonly string[]): Promise<OpenTable> {
  const head = await source.bytes.read(0, Math.min(HEAD_BYTES, source.bytes.size));
  const text = head
    .toString("utf8")
    .replace(/^\uFEFF/, "")
    .trimStart();
  if (head.toString("latin1", 0, 4) === PARQUET_MAGIC) return parquetTable(source, wanted);
  if (text.startsWith("{") || text.startsWith("[")) return jsonTable(source, wanted, text.startsWith("["));
  if (text === "")
    throw new HoldfastError({
      code: "invalid-input",
      message: "there are no rows in it.",
      place: { file: source.file, line: 1 },
      remedy: "Write it again, with a header.",
    });
  const foreign = foreignFormat(head.subarray(0, 4));
  // fields may be separated by anything here
  if (foreign !== undefined && !foreign.is.startsWith("separated"))
    throw new HoldfastError({
      code: "invalid-input",
      message: `it is ${foreign.is}.`,
      place: { file: source.file },
      remedy: foreign.remedy.replace(/ \| holdfast record -$/, " > TABLE"),
    });
  return csvTable(source, wanted, head);
}
