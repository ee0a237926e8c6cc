import type { Random } from "../random.js";
import { encode } from "../world/lexicon.js";
import type { World } from "../world/world.js";

/** A text to learn from: words before `from` are read and not learnt (loss masking). */
export interface Document {
  readonly text: readonly number[];
  readonly from: number;
}

/** Draws one document of a component. */
export type Draw = (random: Random, world: World) => Document;

/** A document of which every word is learnt. */
export function wholeText(words: readonly string[]): Document {
  return { text: encode(words), from: 1 };
}

/** A document of which only the answer is learnt. */
export function answered(question: readonly string[], answer: readonly string[]): Document {
  return { text: encode([...question, ...answer]), from: question.length };
}
