import { openTokenCounter, TOKEN_ENCODINGS } from "@holdfast/importers";
import { getEncoding } from "js-tiktoken";
import { describe, expect, it } from "vitest";

/** Texts of every kind of piece, some with runs that go to the merging of our own. */
function texts(): string[] {
  let state = 11;
  const below = (n: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  const pieces = [
    "the",
    "ing",
    "A",
    "Éa",
    "漢字",
    "のは",
    "\u{1F600}",
    "42",
    "_",
    "'ll",
    "--",
    "/n",
    "ß",
    "x̂",
  ];
  const spaces = [" ", "  ", "\n", "\n\n", "\t", " \n ", "\r\n", "\u00a0"];
  const run = (length: number) => Array.from({ length }, () => pieces[below(pieces.length)]).join("");
  const prose = (words: number) =>
    Array.from({ length: words }, () => run(1 + below(3)) + spaces[below(spaces.length)]).join("");
  return [
    ...Array.from({ length: 40 }, () => prose(1 + below(60))),
    ...Array.from({ length: 6 }, () => `${prose(20)}${run(700)}${prose(20)}`),
    `${prose(5)}${" ".repeat(900)}${prose(5)}`,
    `${"ab".repeat(800)} ${"=".repeat(1500)}\n\n${"\n".repeat(700)}end`,
    `before ${"漢".repeat(1200)} after`,
    "<|endoftext|> and <|im_start|>",
    "",
  ];
}

describe("tokens", () => {
  it.each(TOKEN_ENCODINGS)("in %s are those of js-tiktoken, long runs included", async (name) => {
    const [{ count }, peer] = [await openTokenCounter(name), getEncoding(name)];
    for (const text of texts()) expect([text, count(text)]).toEqual([text, peer.encode(text, [], []).length]);
  });
});
