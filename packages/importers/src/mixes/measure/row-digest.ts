import { hash } from "node:crypto";
import type { RowContent } from "../rows/training-row.js";

/** Bytes of a digest. */
export const DIGEST_BYTES = 32;

/** SHA-256 of a text. */
export function textDigest(text: string): Buffer {
  return hash("sha256", text, "buffer");
}

/**
 * SHA-256 (FIPS 180-4) of what a row says, as JSON: its texts with their roles, its tools, its calls and its other parts,
 * each in their order. Where and in which format the row is stored is no part of it, so that the same data have the same
 * digests as JSONL and as Parquet; nor are ids and labels, so that a row that is there twice is a duplicate.
 */
export function rowDigest({ texts, toolDefinitions, toolCalls, otherParts }: RowContent): Buffer {
  return textDigest(
    JSON.stringify([
      "holdfast-row@1",
      texts.map(({ role, text }) => [role, text]),
      toolDefinitions.map(({ json }) => json),
      toolCalls.map(({ name, arguments: given }) => [name, given]),
      otherParts,
    ]),
  );
}
