import { expect, it } from "vitest";
import { sentenceLines } from "./sentence-lines.js";

const sentences = ["One.", "Two.", "Three.", "Four."];

it("shows the first sentences of many and says how many more there are", () => {
  expect(sentenceLines(sentences, 80, 2)).toBe("One.\nTwo.\nAnd 2 more, with --json.");
});

it("leaves out no single sentence, since saying so takes as much room", () => {
  expect(sentenceLines(sentences, 80, 3)).toBe("One.\nTwo.\nThree.\nFour.");
});
