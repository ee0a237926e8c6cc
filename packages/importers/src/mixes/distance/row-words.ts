import type { WordReader } from "../near/words.js";
import type { TrainingRow } from "../rows/training-row.js";

/** Roles that answer: what a prompt is compared with is what is said to the model. */
const ANSWERS = new Set(["assistant", "reasoning", "chosen", "rejected"]);

/** The words of a row, text by text. */
export interface RowWords {
  /** Of every text. */
  readonly texts: readonly Uint32Array[];
  /** Of the texts that are said to the model, answers left out; of all texts where there are no others. */
  readonly inputs: readonly Uint32Array[];
  /** All inputs, one after the other. */
  readonly joined: Uint32Array;
}

/** Reads the words of a row. */
export function rowWords({ texts }: TrainingRow, reader: WordReader): RowWords {
  const read = texts.map(({ role, text }) => {
    const count = reader.read(text);
    return { isAnswer: ANSWERS.has(role), words: reader.hashes.slice(0, count) };
  });
  const asked = read.filter(({ isAnswer, words }) => !isAnswer && words.length > 0);
  const inputs = (asked.length > 0 ? asked : read).map(({ words }) => words);
  const joined = new Uint32Array(inputs.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const words of inputs) {
    joined.set(words, at);
    at += words.length;
  }
  return { texts: read.map(({ words }) => words), inputs, joined };
}
