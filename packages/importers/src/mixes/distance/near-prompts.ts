import { type MinHasher, SHINGLE_WORDS, SIGNATURE_BYTES, signatureLikeness } from "../near/min-hash.js";
import type { PromptSet } from "./prompt-set.js";
import { isBefore, type RowPlace } from "./row-place.js";

/** The row that a prompt is most like, by the Jaccard index of their shingles. */
export interface NearestRow {
  readonly jaccard: number;
  readonly row: RowPlace;
}

/** Bins in a band: a text at 0.5 is looked at with probability 0.87, at 0.6 with 0.99. */
const BAND_BINS = 4;
const BANDS = SIGNATURE_BYTES / BAND_BINS;
/** How far below the threshold a signature may lie for the exact index to be taken: three standard errors. */
const ESTIMATE_BELOW = 0.13;
const FACTOR = 0x9e3779b1 | 0;

/** A hash of a band of a signature, its four bins and which band it is: where texts of the same band are looked for. */
function bandHash(signatures: Uint8Array, at: number, band: number): number {
  const bins =
    ((signatures[at] ?? 0) << 24) |
    ((signatures[at + 1] ?? 0) << 16) |
    ((signatures[at + 2] ?? 0) << 8) |
    (signatures[at + 3] ?? 0);
  const mixed = Math.imul(bins ^ Math.imul(band + 1, FACTOR), FACTOR);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** The hashes of the shingles of some words, sorted, each once. */
function shingleHashes(words: Uint32Array): Uint32Array {
  const length = Math.min(SHINGLE_WORDS, words.length);
  const hashes = new Uint32Array(words.length - length + 1);
  for (let at = 0; at < hashes.length; at += 1) {
    let hash = 0;
    for (let word = at; word < at + length; word += 1)
      hash = Math.imul(hash ^ (words[word] ?? 0), FACTOR) ^ (hash >>> 15);
    hashes[at] = hash;
  }
  hashes.sort();
  return hashes.filter((hash, at) => at === 0 || hash !== hashes[at - 1]);
}

function jaccard(a: Uint32Array, b: Uint32Array): number {
  let [shared, at, other] = [0, 0, 0];
  while (at < a.length && other < b.length) {
    const [left, right] = [a[at] ?? 0, b[other] ?? 0];
    if (left === right) shared += 1;
    if (left <= right) at += 1;
    if (right <= left) other += 1;
  }
  return shared / (a.length + b.length - shared);
}

/**
 * Looks among the rows of one data set for texts that are nearly a prompt: candidates by signature (MinHash, in bands),
 * then the Jaccard index of the shingles themselves, as hashes of 32 bits.
 */
export class NearPrompts {
  readonly #hasher: MinHasher;
  readonly #threshold: number;
  readonly #signatures: Uint8Array;
  readonly #shingles: readonly Uint32Array[];
  /** The first entry at each hash, and after each entry the next one there; an entry is a band of a prompt, counted from 1. */
  readonly #heads: Uint32Array;
  readonly #next: Uint32Array;
  readonly #nearest: (NearestRow | undefined)[] = [];
  readonly #signature = new Uint8Array(SIGNATURE_BYTES);
  readonly #asked: Uint32Array;
  #text = 0;

  /** @param threshold from which Jaccard index on a text is near */
  constructor(prompts: PromptSet, hasher: MinHasher, threshold: number) {
    this.#hasher = hasher;
    this.#threshold = threshold;
    const count = prompts.prompts.length;
    this.#asked = new Uint32Array(count);
    this.#signatures = new Uint8Array(count * SIGNATURE_BYTES);
    this.#heads = new Uint32Array(2 ** Math.ceil(Math.log2(4 * BANDS * count + 1)));
    this.#next = new Uint32Array(BANDS * count + 1);
    this.#shingles = prompts.prompts.map((_, prompt) => shingleHashes(prompts.wordsOf(prompt)));
    for (let prompt = 0; prompt < count; prompt += 1) {
      const own = prompts.wordsOf(prompt);
      hasher.signWords(own, own.length, this.#signatures, prompt * SIGNATURE_BYTES);
      for (let band = 0; band < BANDS; band += 1) {
        const at = prompt * SIGNATURE_BYTES + band * BAND_BINS;
        const slot = bandHash(this.#signatures, at, band) & (this.#heads.length - 1);
        const entry = prompt * BANDS + band + 1;
        this.#next[entry] = this.#heads[slot] ?? 0;
        this.#heads[slot] = entry;
      }
    }
  }

  /** Compares one text of a row, or several read as one. */
  take(words: Uint32Array, count: number, row: RowPlace): void {
    if (!this.#hasher.signWords(words, count, this.#signature)) return;
    this.#text += 1;
    let own: Uint32Array | undefined;
    for (let band = 0; band < BANDS; band += 1) {
      const slot = bandHash(this.#signature, band * BAND_BINS, band) & (this.#heads.length - 1);
      for (let entry = this.#heads[slot] ?? 0; entry !== 0; entry = this.#next[entry] ?? 0) {
        const prompt = Math.floor((entry - 1) / BANDS);
        if (this.#asked[prompt] === this.#text) continue;
        this.#asked[prompt] = this.#text;
        const estimate = signatureLikeness(this.#signature, this.#signatures, 0, prompt * SIGNATURE_BYTES);
        if (estimate < this.#threshold - ESTIMATE_BELOW) continue;
        own ??= shingleHashes(words.subarray(0, count));
        const index = jaccard(own, this.#shingles[prompt] ?? own);
        if (index < this.#threshold) continue;
        const before = this.#nearest[prompt];
        if (before !== undefined && index <= before.jaccard)
          if (index < before.jaccard || !isBefore(row, before.row)) continue;
        this.#nearest[prompt] = { jaccard: index, row };
      }
    }
  }

  /** The row nearest to a prompt; null where none reaches the threshold. */
  of(prompt: number): NearestRow | null {
    return this.#nearest[prompt] ?? null;
  }
}
