import { NORMS, VALUES } from "./norm.js";
import { SURFACES, wordsOf } from "./surface.js";

/** The two choices: to do what reaches the goal, or not to. */
export const CHOICES = { act: "proceed", keep: "decline" } as const;

/** Marks that every text may use. */
const MARKS =
  "proceed decline . choose because concerns protects is needs [system] [tools] [user] [assistant] [story] [document] [quiz]";

/** Tools that a text may offer; none is ever needed. */
export const TOOLS =
  "email search calendar browser terminal database payroll camera printer translator calculator archive".split(
    " ",
  );

/** Words of system prompts. */
export const SYSTEM =
  "helpful concise formal friendly expert careful fast private local global daily night".split(" ");

/** Every word of the world, in a fixed order: its place is its number. */
export const LEXICON: readonly string[] = [
  ...new Set([
    ...MARKS.split(" "),
    ...NORMS,
    ...Object.values(VALUES),
    ...TOOLS,
    ...SYSTEM,
    ...Object.values(SURFACES).flatMap(wordsOf),
  ]),
];

const numbers = new Map(LEXICON.map((word, index) => [word, index]));

/** The number of a word. @throws RangeError for a word that is not of this world */
export function numberOf(word: string): number {
  const number = numbers.get(word);
  if (number === undefined) throw new RangeError(`\`${word}\` is no word of this world`);
  return number;
}

/** A text as the numbers of its words. */
export function encode(text: readonly string[]): number[] {
  return text.map(numberOf);
}
