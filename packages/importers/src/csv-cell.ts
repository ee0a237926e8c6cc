import { HoldfastError } from "@holdfast/core";
import type { CsvColumn } from "./csv-columns.js";

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NOT_A_NUMBER = /^[-+]?(nan|inf|infinity|none|null|undefined|na|n\/a|#n\/a)$/i;

function refuse(column: CsvColumn, message: string, remedy: string): never {
  throw new HoldfastError({ code: "invalid-input", message, place: { key: column.name }, remedy });
}

function readNumber(column: CsvColumn, cell: string): number {
  if (NOT_A_NUMBER.test(cell))
    refuse(column, `\`${cell}\` is not a number.`, "Leave the field empty where there is no value.");
  if (!DECIMAL.test(cell))
    refuse(column, `\`${cell}\` is not a number.`, "Write it like 0.25 or 1e-3, with a decimal point.");
  const value = Number(cell);
  if (!Number.isFinite(value))
    refuse(column, `${cell} is beyond the largest number there is.`, "Write a finite number.");
  return value;
}

function readBoolean(column: CsvColumn, cell: string): boolean {
  if (/^true$/i.test(cell)) return true;
  if (/^false$/i.test(cell)) return false;
  return refuse(column, `\`${cell}\` is neither true nor false.`, "Write true, false, or nothing.");
}

function readScalar(column: CsvColumn, cell: string): string | number | boolean {
  if (cell === "true" || cell === "false") return cell === "true";
  if (/^".*"$/.test(cell)) return cell.slice(1, -1);
  return DECIMAL.test(cell) ? readNumber(column, cell) : cell;
}

/**
 * One cell that is not empty. A condition is read as true, false or a number where it looks like one;
 * written in quotes of its own (`"""1"""` in CSV) it stays text.
 *
 * @throws HoldfastError `invalid-input`, the key being the column
 */
export function readCell(column: CsvColumn, cell: string): string | number | boolean {
  if (column.kind === "number") return readNumber(column, cell);
  if (column.kind === "boolean") return readBoolean(column, cell);
  return column.kind === "scalar" ? readScalar(column, cell) : cell;
}
