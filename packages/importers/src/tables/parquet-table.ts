import { isHoldfastError } from "@holdfast/core";
import { openParquet, type ParquetFile } from "../parquet/parquet-file.js";
import { missingColumn } from "./missing-column.js";
import type { OpenTable, TableRow, TableSource } from "./table.js";
import { valueAt } from "./value-at.js";

/** The column at the root that holds a wanted one, and the path below it. */
function rootOf(column: string, there: readonly string[]): string | undefined {
  if (there.includes(column)) return column;
  return there.find((name) => column.startsWith(`${name}.`));
}

async function* batchesOf(
  parquet: ParquetFile,
  file: string,
  roots: readonly string[],
  wanted: readonly string[],
): AsyncGenerator<readonly TableRow[]> {
  try {
    for await (const { first, rows } of parquet.groups(roots))
      yield rows.map((values, index) => ({
        at: first + index,
        cells: values.map((value, at) => {
          const [root = "", column = ""] = [roots[at], wanted[at]];
          return root === column ? value : valueAt(value, column.slice(root.length + 1));
        }),
      }));
  } catch (error) {
    throw isHoldfastError(error) ? error.at({ file }) : error;
  }
}

/** The rows of a Parquet file. */
export async function parquetTable(
  { file, bytes }: TableSource,
  wanted: readonly string[],
): Promise<OpenTable> {
  const parquet = await openParquet(bytes);
  const roots = wanted.map((column) => {
    const root = rootOf(column, parquet.columns);
    if (root === undefined) throw missingColumn(file, column, parquet.columns);
    return root;
  });
  return { kind: "parquet", unit: "row", batches: batchesOf(parquet, file, roots, wanted) };
}
