import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalJson } from "./canonical-json.js";

/** `sha256:` and 64 lower-case hexadecimal digits. */
export const FingerprintSchema = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, "expected sha256: and 64 hexadecimal digits");

export type Fingerprint = z.infer<typeof FingerprintSchema>;

/** SHA-256 (FIPS 180-4) of the canonical JSON of `value`. @throws HoldfastError when there is none */
export function fingerprintOf(value: unknown): Fingerprint {
  return `sha256:${createHash("sha256").update(canonicalJson(value), "utf8").digest("hex")}`;
}

/** The first twelve digits, for people: `3f2a…` is enough to compare two by eye. */
export function shortFingerprint(fingerprint: Fingerprint): string {
  return fingerprint.slice("sha256:".length, "sha256:".length + 12);
}
