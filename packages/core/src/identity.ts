import { z } from "zod";
import { HoldfastError } from "./errors.js";
import { NameSchema } from "./name.js";

/** `name@version`: what an ablation or an eval is called, for ever. */
export interface Identity {
  readonly name: string;
  readonly version: string;
}

/** A version: digits, letters, dots and dashes, such as `1` or `2026.05.08`. */
export const VersionSchema = z
  .string()
  .max(40)
  .regex(
    /^[0-9A-Za-z][0-9A-Za-z.-]*$/,
    "a version has letters, digits, dots and dashes, such as 1 or 2026.05.08",
  );

/** `name@version` in one string. */
export const IdentityTextSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._+-]*@[0-9A-Za-z][0-9A-Za-z.-]*$/,
    "expected name@version, such as blackmail@1",
  );

export function formatIdentity({ name, version }: Identity): string {
  return `${name}@${version}`;
}

/** @throws HoldfastError `invalid-input` when `text` is not `name@version` */
export function parseIdentity(text: string): Identity {
  const at = text.lastIndexOf("@");
  const name = NameSchema.safeParse(text.slice(0, Math.max(at, 0)));
  const version = VersionSchema.safeParse(text.slice(at + 1));
  if (at < 1 || !name.success || !version.success) {
    throw new HoldfastError({
      code: "invalid-input",
      message: `\`${text}\` is not a name@version.`,
      remedy: "Write it like blackmail@1 or tulu3-sft-mix@2024.11.",
    });
  }
  return { name: name.data, version: version.data };
}
