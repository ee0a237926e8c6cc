/** A hash of words in 53 bits: whether two rows have the same. */
export function wordsKey(words: Uint32Array, count: number): number {
  let [high, low] = [0x811c9dc5 | 0, 0x2545f491 | 0];
  for (let at = 0; at < count; at += 1) {
    const word = words[at] ?? 0;
    high = Math.imul(high ^ word, 0x01000193) ^ (high >>> 15);
    low = Math.imul(low ^ word, 0x85ebca6b | 0) ^ (low >>> 13);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}

/**
 * Some of the rows, as good as drawn by lot: those whose keys are the least. Which ones depends neither on the order of
 * rows nor on how often each is there.
 */
export class RowSample {
  readonly #size: number;
  readonly #held = new Map<number, Uint32Array>();
  #greatest = Number.POSITIVE_INFINITY;

  constructor(size: number) {
    this.#size = size;
  }

  add(key: number, words: Uint32Array, count: number): void {
    if (key >= this.#greatest || this.#held.has(key)) return;
    this.#held.set(key, words.slice(0, count));
    if (this.#held.size < this.#size) return;
    if (this.#held.size > this.#size) this.#held.delete(Math.max(...this.#held.keys()));
    this.#greatest = Math.max(...this.#held.keys());
  }

  /** By key. */
  get rows(): readonly (readonly [key: number, words: Uint32Array])[] {
    return [...this.#held].sort(([a], [b]) => a - b);
  }
}
