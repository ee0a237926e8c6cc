import { type WordReader, wordsOf } from "../near/words.js";

/** A prompt of an eval. */
export interface EvalPrompt {
  /** As its file names it: the id of a sample, or the line. */
  readonly id: string;
  readonly text: string;
}

/** A prompt among those of all evals. */
interface HeldPrompt extends EvalPrompt {
  readonly eval: string;
  /** Its words, one blank between them: what it is compared by. */
  readonly compared: string;
}

/**
 * The prompts of all evals as hashes of their words, one after the other, in an order that only their texts decide. What
 * repeats within an eval, as epochs and conditions do, is one prompt; one without a word is none.
 */
export class PromptSet {
  readonly prompts: readonly HeldPrompt[];
  /** The words of all prompts. */
  readonly words: Uint32Array;
  /** Where the words of each prompt begin, and at last where those of all end. */
  readonly starts: Uint32Array;

  constructor(evals: ReadonlyMap<string, readonly EvalPrompt[]>, reader: WordReader) {
    const held = new Map<string, HeldPrompt>();
    for (const [name, prompts] of evals)
      for (const { id, text } of prompts) {
        const compared = wordsOf(text).join(" ");
        const key = `${name}\u0000${compared}`;
        const before = held.get(key);
        // of equal ones the least id stands, whatever order they came in
        if (compared !== "" && (before === undefined || id < before.id))
          held.set(key, { eval: name, id, text, compared });
      }
    this.prompts = [...held].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, prompt]) => prompt);
    this.starts = new Uint32Array(this.prompts.length + 1);
    const words: Uint32Array[] = [];
    this.prompts.forEach(({ text }, at) => {
      const count = reader.read(text);
      words.push(reader.hashes.slice(0, count));
      this.starts[at + 1] = (this.starts[at] ?? 0) + count;
    });
    this.words = new Uint32Array(this.starts[this.prompts.length] ?? 0);
    words.forEach((own, at) => {
      this.words.set(own, this.starts[at]);
    });
  }

  /** The words of a prompt. */
  wordsOf(prompt: number): Uint32Array {
    return this.words.subarray(this.starts[prompt], this.starts[prompt + 1]);
  }
}
