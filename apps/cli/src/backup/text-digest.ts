import { createHash } from "node:crypto";

/** What a text hashes to, and how long it is. */
export interface TextDigest {
  readonly sha256: string;
  readonly bytes: number;
}

/** The digest of a text that comes in parts. */
export async function textDigest(parts: AsyncIterable<string | Uint8Array>): Promise<TextDigest> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const part of parts) {
    hash.update(part);
    bytes += Buffer.byteLength(part);
  }
  return { sha256: hash.digest("hex"), bytes };
}
