/** A vocabulary of byte pair encoding: the rank of every token by its bytes, written as a text of one character a byte. */
export class BytePairs {
  readonly #ranks = new Map<string, number>();
  readonly #longest: number;

  /** @param tokens tokens by rank, as texts or as bytes where they are no text */
  constructor(tokens: readonly (string | readonly number[])[]) {
    let longest = 0;
    for (const [rank, token] of tokens.entries()) {
      if (token === undefined) continue;
      const bytes = Buffer.from(token);
      longest = Math.max(longest, bytes.length);
      this.#ranks.set(bytes.toString("latin1"), rank);
    }
    this.#longest = longest;
  }

  /**
   * How many tokens a piece of text becomes: pairs are merged by rank, the leftmost of equals first (Sennrich et al. 2016).
   * The next pair comes from a heap, so that a piece of n bytes takes n log n steps; libraries look at all pairs for every
   * merge, and a line of 100 thousand letters without a space then takes half a minute.
   */
  count(piece: string): number {
    const bytes = Buffer.from(piece, "utf8");
    if (bytes.length < 2 || this.#ranks.has(bytes.toString("latin1"))) return bytes.length === 0 ? 0 : 1;
    const n = bytes.length;
    const [next, before, rankAt] = [new Int32Array(n + 1), new Int32Array(n + 1), new Int32Array(n)];
    const heap = new PairHeap(n);
    const rankFrom = (at: number): number => {
      const middle = next[at] ?? n;
      const end = middle < n ? (next[middle] ?? n) : -1;
      if (end === -1 || end - at > this.#longest) return -1;
      return this.#ranks.get(bytes.toString("latin1", at, end)) ?? -1;
    };
    const offer = (at: number) => {
      const rank = rankFrom(at);
      rankAt[at] = rank;
      if (rank !== -1) heap.push(rank, at);
    };
    for (let at = 0; at < n; at += 1) {
      next[at] = at + 1;
      before[at] = at - 1;
    }
    for (let at = 0; at < n; at += 1) offer(at);
    let count = n;
    for (let pair = heap.pop(); pair !== undefined; pair = heap.pop()) {
      const { rank, at } = pair;
      // it was merged into another, or merged itself, since it was offered
      if (rankAt[at] !== rank) continue;
      const middle = next[at] ?? n;
      const end = next[middle] ?? n;
      rankAt[middle] = -1;
      next[at] = end;
      if (end < n) before[end] = at;
      count -= 1;
      offer(at);
      const left = before[at] ?? -1;
      if (left >= 0) offer(left);
    }
    return count;
  }
}

/** Pairs by rank, then by place. Both are kept in one number: places are below 2^27, ranks below 2^26. */
class PairHeap {
  #keys: Float64Array;
  #length = 0;

  constructor(room: number) {
    this.#keys = new Float64Array(room + 1);
  }

  push(rank: number, at: number): void {
    if (this.#length === this.#keys.length) {
      const wider = new Float64Array(this.#keys.length * 2);
      wider.set(this.#keys);
      this.#keys = wider;
    }
    const [keys, key] = [this.#keys, rank * 2 ** 27 + at];
    let child = this.#length++;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      const held = keys[parent] ?? 0;
      if (held <= key) break;
      keys[child] = held;
      child = parent;
    }
    keys[child] = key;
  }

  pop(): { readonly rank: number; readonly at: number } | undefined {
    if (this.#length === 0) return undefined;
    const keys = this.#keys;
    const top = keys[0] ?? 0;
    this.#length -= 1;
    const [length, last] = [this.#length, keys[this.#length] ?? 0];
    let parent = 0;
    for (let child = 1; child < length; child = 2 * parent + 1) {
      if (child + 1 < length && (keys[child + 1] ?? 0) < (keys[child] ?? 0)) child += 1;
      const held = keys[child] ?? 0;
      if (held >= last) break;
      keys[parent] = held;
      parent = child;
    }
    keys[parent] = last;
    return { rank: Math.floor(top / 2 ** 27), at: top % 2 ** 27 };
  }
}
