/** A score as a number; null where it is unscored; and where its text stands for no number, that text. */
export type ScoreNumber = number | null | { readonly text: string };

const WORDS: Readonly<Record<string, number>> = { C: 1, P: 0.5, I: 0, N: 0 };
const DECIMAL = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/;
const NOT_FINITE = /^[+-]?(?:nan|inf|infinity)$/;

function textOf(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/**
 * A scalar as Inspect's own `value_to_float` reads it: C, P, I and N, yes and no, true and false, numbers and texts of
 * numbers. NaN is Inspect's word for unscored. What stands for no number is unscored too, and never 0.
 */
export function scoreNumber(value: unknown): ScoreNumber {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value === null || value === undefined) return null;
  if (typeof value !== "string") return { text: textOf(value) };
  const word = WORDS[value];
  if (word !== undefined) return word;
  const text = value.trim().toLowerCase();
  if (text === "yes" || text === "true") return 1;
  if (text === "no" || text === "false") return 0;
  if (NOT_FINITE.test(text)) return null;
  if (!DECIMAL.test(text)) return { text: textOf(value) };
  const number = Number(text.replaceAll("_", ""));
  return Number.isFinite(number) ? number : null;
}
