import { readCell } from "./csv-cell.js";
import type { CsvColumn } from "./csv-columns.js";

function set(document: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [first, ...rest] = path;
  if (first === undefined) return;
  if (rest.length === 0) {
    document[first] = value;
    return;
  }
  const inner = document[first];
  const next: Record<string, unknown> = typeof inner === "object" && inner !== null ? { ...inner } : {};
  set(next, rest, value);
  document[first] = next;
}

/**
 * The cells of a row as a decoded outcome line; empty cells are absent. `n` belongs to the counts where
 * there is a `k`, else to the summary.
 *
 * @throws HoldfastError `invalid-input`, the key being the column
 */
export function csvDocument(
  columns: readonly CsvColumn[],
  cells: readonly string[],
): Record<string, unknown> {
  const document: Record<string, unknown> = {};
  const hasCounts = columns.some((column, index) => column.name === "k" && cells[index] !== "");
  columns.forEach((column, index) => {
    const cell = cells[index] ?? "";
    if (cell === "") return;
    const isOfSummary = column.name === "n" && !hasCounts;
    set(document, isOfSummary ? ["summary", "n"] : column.path, readCell(column, cell));
  });
  return document;
}
