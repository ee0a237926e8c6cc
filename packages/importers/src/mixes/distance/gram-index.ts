import type { PromptSet } from "./prompt-set.js";

// signed, as engines keep numbers of 32 bits unboxed
const FACTOR = 0x9e3779b1 | 0;
const SPREAD = 0x85ebca6b | 0;
const NONE = 0xffffffff;

function mixed(value: number): number {
  const bits = Math.imul(value ^ (value >>> 15), SPREAD);
  return (bits ^ (bits >>> 13)) >>> 0;
}

/** Every run of `length` words in any prompt, to be found in the words of training data. */
export class GramIndex {
  readonly length: number;
  /** The gram that begins at each word of the prompts; {@link NONE} where its prompt ends before it would. */
  readonly gramAt: Uint32Array;
  /** How many different grams there are. */
  readonly count: number;
  readonly #words: Uint32Array;
  /** Where a gram first stands in the prompts. */
  readonly #places: Uint32Array;
  readonly #slots: Uint32Array;
  readonly #leaving: number;
  /** The prompts with each gram, one after the other; those of gram g from `#from[g]` to `#from[g + 1]`. */
  readonly #promptsWith: Uint32Array;
  readonly #from: Uint32Array;

  constructor(prompts: PromptSet, length: number) {
    const { words, starts } = prompts;
    this.length = length;
    this.#words = words;
    let factor = 1;
    for (let word = 0; word < length; word += 1) factor = Math.imul(factor, FACTOR);
    this.#leaving = factor;
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * words.length + 2))).fill(NONE);
    this.gramAt = new Uint32Array(words.length).fill(NONE);
    const places: number[] = [];
    // each gram of each prompt once, in two columns: an object each would be ten times as large
    const [pairGrams, pairPrompts] = [new Uint32Array(words.length), new Uint32Array(words.length)];
    let pairs = 0;
    for (let prompt = 0; prompt + 1 < starts.length; prompt += 1) {
      const [start, end] = [starts[prompt] ?? 0, starts[prompt + 1] ?? 0];
      const own = new Set<number>();
      this.#eachWindow(words.subarray(start, end), end - start, (hash, at) => {
        const slot = this.#slotOf(hash, words, start + at, places);
        let gram = this.#slots[slot] ?? NONE;
        if (gram === NONE) {
          gram = places.push(start + at) - 1;
          this.#slots[slot] = gram;
        }
        this.gramAt[start + at] = gram;
        own.add(gram);
      });
      for (const gram of own) {
        pairGrams[pairs] = gram;
        pairPrompts[pairs++] = prompt;
      }
    }
    this.#places = Uint32Array.from(places);
    this.count = places.length;
    this.#from = new Uint32Array(this.count + 1);
    for (let pair = 0; pair < pairs; pair += 1) {
      const gram = pairGrams[pair] ?? 0;
      this.#from[gram + 1] = (this.#from[gram + 1] ?? 0) + 1;
    }
    for (let gram = 0; gram < this.count; gram += 1)
      this.#from[gram + 1] = (this.#from[gram + 1] ?? 0) + (this.#from[gram] ?? 0);
    const next = this.#from.slice();
    this.#promptsWith = new Uint32Array(pairs);
    for (let pair = 0; pair < pairs; pair += 1) {
      const gram = pairGrams[pair] ?? 0;
      const at = next[gram] ?? 0;
      this.#promptsWith[at] = pairPrompts[pair] ?? 0;
      next[gram] = at + 1;
    }
  }

  /** In how many prompts a gram is. */
  promptCount(gram: number): number {
    return (this.#from[gram + 1] ?? 0) - (this.#from[gram] ?? 0);
  }

  /** The prompts that have a gram. */
  promptsWith(gram: number): Uint32Array {
    return this.#promptsWith.subarray(this.#from[gram], this.#from[gram + 1]);
  }

  /** Tells each gram that is found among the first `count` of these words, as often as it is there. */
  find(words: Uint32Array, count: number, found: (gram: number) => void): void {
    this.#eachWindow(words, count, (hash, at) => {
      const gram = this.#slots[this.#slotOf(hash, words, at, this.#places)] ?? NONE;
      if (gram !== NONE) found(gram);
    });
  }

  #eachWindow(words: Uint32Array, count: number, use: (hash: number, at: number) => void): void {
    const { length } = this;
    if (count < length) return;
    let rolled = 0;
    for (let at = 0; at < length; at += 1) rolled = (Math.imul(rolled, FACTOR) + (words[at] ?? 0)) | 0;
    for (let at = length; ; at += 1) {
      use(mixed(rolled), at - length);
      if (at >= count) return;
      const left = Math.imul(words[at - length] ?? 0, this.#leaving);
      rolled = (Math.imul(rolled, FACTOR) + (words[at] ?? 0) - left) | 0;
    }
  }

  /** The slot of the gram whose words these are, or the free one where it would be. */
  #slotOf(hash: number, words: Uint32Array, at: number, places: ArrayLike<number>): number {
    const last = this.#slots.length - 1;
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const gram = this.#slots[slot] ?? NONE;
      if (gram === NONE || this.#isSame(places[gram] ?? 0, words, at)) return slot;
    }
  }

  #isSame(place: number, words: Uint32Array, at: number): boolean {
    const own = this.#words;
    for (let word = 0; word < this.length; word += 1)
      if (own[place + word] !== words[at + word]) return false;
    return true;
  }
}
