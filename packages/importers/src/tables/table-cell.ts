import { HoldfastError } from "@holdfast/core";
import type { Scalar } from "../binding/table-rule.js";

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NO_VALUE = /^(?:|[-+]?nan|none|null|undefined|na|n\/a|#n\/a)$/i;
const TRUTHS: Readonly<Record<string, number>> = { true: 1, yes: 1, false: 0, no: 0 };

/** The text of a cell, by which `values` and `where` know it; null where there is nothing in it. */
export function cellText(cell: unknown): string | null {
  if (cell === null || cell === undefined) return null;
  if (cell instanceof Date) return cell.toISOString();
  const text = typeof cell === "object" ? JSON.stringify(cell) : String(cell);
  return text.trim() === "" ? null : text.trim();
}

/** What a cell stands for, once a rule has translated it. */
export function translated(
  cell: unknown,
  values: Readonly<Record<string, Scalar>> | undefined,
): { readonly value: unknown; readonly isSaid: boolean } {
  const text = cellText(cell) ?? "";
  if (values !== undefined && Object.hasOwn(values, text)) return { value: values[text], isSaid: true };
  return { value: cell, isSaid: false };
}

/**
 * A score: a number, or what is commonly written for 1 and 0 (true, yes, false, no). null where there is none, undefined
 * where a text stands for no number.
 */
export function scoreIn(value: unknown): number | null | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "number")
    return Number.isFinite(value) ? value : Number.isNaN(value) ? null : undefined;
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (NO_VALUE.test(text)) return null;
  const number = DECIMAL.test(text) ? Number(text) : TRUTHS[text.toLowerCase()];
  return number === undefined || Number.isFinite(number) ? number : undefined;
}

/** A whole number from 0 on, or null for an empty cell. @throws HoldfastError `invalid-input`, the key being the word */
export function countIn(value: unknown, word: string): number | null {
  const text = cellText(value);
  if (text === null) return null;
  // pandas writes whole numbers as 3.0 as soon as one of a column is missing
  const number = /^\d{1,15}(?:\.0+)?$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(number)) return number;
  throw new HoldfastError({
    code: "invalid-input",
    message: `\`${text}\` is no ${word}: expected a whole number from 0 on.`,
    place: { key: word },
    remedy: `Name another column, or say what it stands for with values.${word} in the rule of --map.`,
  });
}
