import { type MinHasher, SIGNATURE_BYTES } from "./min-hash.js";

const FIRST_ROWS = 1024;

/** The signatures of many rows, 128 bytes and one bit each, in the order in which they were added. */
export class SignatureList {
  #bytes = new Uint8Array(FIRST_ROWS * SIGNATURE_BYTES);
  #hasWords = new Uint8Array(FIRST_ROWS);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** All signatures one after the other; a row without words has zeros. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length * SIGNATURE_BYTES);
  }

  /** Whether a row has words, and so a signature. */
  hasWords(row: number): boolean {
    return this.#hasWords[row] === 1;
  }

  /** Signs a text and keeps that. @returns its row */
  add(text: string, hasher: MinHasher): number {
    const row = this.#next();
    this.#hasWords[row] = hasher.sign(text, this.#bytes, row * SIGNATURE_BYTES) ? 1 : 0;
    return row;
  }

  /** Keeps a signature that was made elsewhere, by a hasher of the same seed; null for a text without words. */
  addSigned(signature: Uint8Array | null): number {
    const row = this.#next();
    if (signature !== null) this.#bytes.set(signature.subarray(0, SIGNATURE_BYTES), row * SIGNATURE_BYTES);
    this.#hasWords[row] = signature === null ? 0 : 1;
    return row;
  }

  #next(): number {
    if ((this.#length + 1) * SIGNATURE_BYTES > this.#bytes.length) {
      const rows = Math.ceil(this.#length * 1.5);
      const [bytes, hasWords] = [new Uint8Array(rows * SIGNATURE_BYTES), new Uint8Array(rows)];
      bytes.set(this.#bytes);
      hasWords.set(this.#hasWords);
      [this.#bytes, this.#hasWords] = [bytes, hasWords];
    }
    return this.#length++;
  }
}
