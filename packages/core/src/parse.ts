import type { z } from "zod";
import { type ErrorPlace, HoldfastError } from "./errors.js";

/** A path inside a document as people write it: `arms[2].mixes.sft`. */
export function keyOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((key, part) => {
    if (typeof part === "number") return `${key}[${part}]`;
    const name = String(part);
    return key === "" ? name : `${key}.${name}`;
  }, "");
}

/** The refusal of an input that does not fit its schema: every key at fault, the first one as the place. */
export function inputError(error: z.ZodError, what: string, place: ErrorPlace = {}): HoldfastError {
  const issues = error.issues;
  const first = issues[0];
  const listed = issues
    .slice(0, 8)
    .map((issue) => (issue.path.length === 0 ? issue.message : `${keyOf(issue.path)}: ${issue.message}`))
    .join("; ");
  const more = issues.length > 8 ? ` (and ${issues.length - 8} more)` : "";
  const prefix = place.key === undefined ? "" : place.key;
  const inner = first === undefined ? "" : keyOf(first.path);
  const key = prefix !== "" && inner !== "" ? `${prefix}.${inner}` : prefix === "" ? inner : prefix;
  return new HoldfastError({
    code: "invalid-input",
    message: `this is not a valid ${what}: ${listed}${more}.`,
    place: key === "" ? place : { ...place, key },
    cause: error,
  });
}

/**
 * Parses `input` with `schema`; what does not fit is refused whole.
 *
 * @param input anything, typically decoded JSON
 * @param what what the input is meant to be, for the message ("ablation", "outcome")
 * @param place where the input came from
 * @throws HoldfastError `invalid-input`, naming every key at fault
 */
export function parseWith<S extends z.ZodType>(
  schema: S,
  input: unknown,
  what: string,
  place: ErrorPlace = {},
): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw inputError(result.error, what, place);
}
