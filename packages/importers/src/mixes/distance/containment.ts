import type { GramIndex } from "./gram-index.js";
import type { PromptSet } from "./prompt-set.js";
import { isBefore, type RowPlace } from "./row-place.js";

/** What of a prompt stands word for word in the rows of one data set. */
export interface PromptContainment {
  /** Runs of words that the prompt has; 0 where it is shorter than one. */
  readonly grams: number;
  /** How many of them are found in any row. */
  readonly found: number;
  /** Share of its words that lie in a run found in any row, in [0, 1]. */
  readonly covered: number;
  /** The same for the one row that has most of them, and which row that is. */
  readonly best: {
    readonly covered: number;
    readonly row: RowPlace;
    readonly passage: readonly [number, number];
  } | null;
}

interface Covered {
  readonly words: number;
  /** Where the longest passage begins and ends, in words of the prompt. */
  readonly passage: readonly [number, number];
}

/** Above so many prompts a gram is common: one row with it would have to be looked at beside all of them. */
const COMMON = 32;

/**
 * Looks for the prompts' runs of words in the rows of one data set. Which prompts a row is weighed for one by one: all
 * that share a rare gram with it; those that share only common ones are weighed once for each set of common grams, since
 * the next row with the same set tells nothing new of them.
 */
export class Containment {
  readonly #prompts: PromptSet;
  readonly #index: GramIndex;
  readonly #seen: Uint8Array;
  readonly #rowOf: Uint32Array;
  readonly #weighed: Uint32Array;
  readonly #commonSets = new Set<number>();
  readonly #best: (PromptContainment["best"] | undefined)[] = [];
  #row = 0;
  #hits: number[] = [];

  constructor(prompts: PromptSet, index: GramIndex) {
    this.#prompts = prompts;
    this.#index = index;
    this.#seen = new Uint8Array(index.count);
    this.#rowOf = new Uint32Array(index.count);
    this.#weighed = new Uint32Array(prompts.prompts.length);
  }

  /** Begins the next row. */
  begin(): void {
    this.#row += 1;
    this.#hits = [];
  }

  /** Takes one text of the row: runs of words do not reach from one text into the next. */
  take(words: Uint32Array, count: number): void {
    this.#index.find(words, count, (gram) => {
      if (this.#rowOf[gram] === this.#row) return;
      this.#rowOf[gram] = this.#row;
      this.#seen[gram] = 1;
      this.#hits.push(gram);
    });
  }

  /** Ends the row: sees which prompts it has most of. */
  end(place: RowPlace): void {
    if (this.#hits.length === 0) return;
    let commonSet = 0;
    const common: number[] = [];
    for (const gram of this.#hits) {
      if (this.#index.promptCount(gram) <= COMMON) this.#weighAll(gram, place);
      else {
        common.push(gram);
        // a sum, so that the order in which they were found does not matter; it stays below 2^53, and so exact
        commonSet = (commonSet + (gram + 1) * ((Math.imul(gram + 1, 0x9e3779b1) >>> 12) + 1)) % 2 ** 52;
      }
    }
    if (common.length === 0 || this.#commonSets.has(commonSet)) return;
    this.#commonSets.add(commonSet);
    for (const gram of common) this.#weighAll(gram, place);
  }

  #weighAll(gram: number, place: RowPlace): void {
    for (const prompt of this.#index.promptsWith(gram)) {
      if (this.#weighed[prompt] === this.#row) continue;
      this.#weighed[prompt] = this.#row;
      const { words, passage } = this.#coveredBy(prompt, (found) => this.#rowOf[found] === this.#row);
      const covered = words / this.#prompts.wordsOf(prompt).length;
      const before = this.#best[prompt];
      if (before !== undefined && before !== null && covered <= before.covered)
        if (covered < before.covered || !isBefore(place, before.row)) continue;
      this.#best[prompt] = { covered, row: place, passage };
    }
  }

  #coveredBy(prompt: number, has: (gram: number) => boolean): Covered {
    const { starts } = this.#prompts;
    const { gramAt, length } = this.#index;
    const [start, end] = [starts[prompt] ?? 0, starts[prompt + 1] ?? 0];
    let [words, from, until] = [0, start, start];
    let passage: readonly [number, number] = [0, 0];
    const close = () => {
      words += until - from;
      if (until - from > passage[1] - passage[0]) passage = [from - start, until - start];
    };
    for (let at = start; at + length <= end; at += 1) {
      if (!has(gramAt[at] ?? 0)) continue;
      if (at >= until) {
        close();
        from = at;
      }
      until = at + length;
    }
    close();
    return { words, passage };
  }

  /** What was found of a prompt in all rows so far. */
  of(prompt: number): PromptContainment {
    const { gramAt, length } = this.#index;
    const start = this.#prompts.starts[prompt] ?? 0;
    const words = this.#prompts.wordsOf(prompt).length;
    const grams = Math.max(0, words - length + 1);
    let found = 0;
    for (let at = start; at < start + grams; at += 1) found += this.#seen[gramAt[at] ?? 0] ?? 0;
    const { words: covered } = this.#coveredBy(prompt, (gram) => this.#seen[gram] === 1);
    return { grams, found, covered: words === 0 ? 0 : covered / words, best: this.#best[prompt] ?? null };
  }
}
