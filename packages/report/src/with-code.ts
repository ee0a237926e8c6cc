import type { Inline, Text } from "./document.js";
import { code } from "./table.js";

/** A sentence in which names stand between back-quotes, with these set as code. */
export function withCode(sentence: string): Text {
  return sentence
    .split("`")
    .map((part, index): Inline => (index % 2 === 1 ? code(part) : part))
    .filter((part) => part !== "");
}
