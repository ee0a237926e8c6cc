import { createHash, timingSafeEqual } from "node:crypto";

/** Bytes of the public id: enough that two never meet. */
const ID_BYTES = 6;
/** Bytes of the secret: 256 bits, which nobody tries out. */
const SECRET_BYTES = 32;
const TEXT = /^hf_([0-9a-f]{12})_[0-9a-f]{64}$/;
/** The length of every token, so that anything else is refused before it is looked at. */
const LENGTH = "hf_".length + 2 * ID_BYTES + "_".length + 2 * SECRET_BYTES;

/** Bytes that nobody can foresee. */
export type RandomBytes = (size: number) => Uint8Array;

/** Makes the text of a new token: `hf_`, its public id, `_`, its secret. The prefix lets scanners of code find it. */
export function makeTokenText(randomBytes: RandomBytes): { readonly id: string; readonly text: string } {
  const hex = (size: number) => Buffer.from(randomBytes(size)).toString("hex");
  const id = hex(ID_BYTES);
  return { id, text: `hf_${id}_${hex(SECRET_BYTES)}` };
}

/** The public id in the text of a token; undefined where the text is none. Upper case is none: it has one spelling. */
export function tokenIdIn(text: string): string | undefined {
  return text.length === LENGTH ? TEXT.exec(text)?.[1] : undefined;
}

/**
 * What is kept of a token: SHA-256 of its text, in hexadecimal digits. One fast round is enough, because the
 * secret has 256 bits of chance: a slow hash protects what people choose, and would let strangers keep the
 * server busy with guesses.
 */
export function hashTokenText(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Compared with where there is no token of an id, so that its absence takes as long. */
const NOBODY = "0".repeat(64);

/** Whether two hashes are the same, in a time that tells nothing of where they differ; null is none. */
export function isSameHash(hash: string, kept: string | null): boolean {
  const isSame = timingSafeEqual(Buffer.from(hash, "hex"), Buffer.from(kept ?? NOBODY, "hex"));
  return isSame && kept !== null;
}
