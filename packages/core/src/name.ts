import { z } from "zod";

/** A name of an arm, stage, eval, factor ...: letters, digits and `. _ + -`, starting with a letter or digit. */
export const NameSchema = z
  .string()
  .min(1)
  .max(120)
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._+-]*$/,
    "a name has letters, digits and . _ + - and starts with a letter or digit",
  );

/** Free text of one or more characters. */
export const TextSchema = z.string().min(1).max(20_000);

/** A value that may be honestly absent: what then cannot be answered says so. */
export const UNKNOWN = "unknown";

/** Compares by UTF-16 code unit: the one order used wherever results must not depend on a locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
