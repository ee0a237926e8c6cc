import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BytePairs } from "./byte-pairs.js";
import { openTokenCounter, TOKEN_ENCODINGS } from "./token-counter.js";

describe("BytePairs", () => {
  it("counts what merging by hand gives", () => {
    // merges: ab before bc, and abab last
    const pairs = new BytePairs(["a", "b", "c", "ab", "bc", "abc", "abab"]);
    expect(["", "a", "ab", "abc", "abab", "ababc", "bcbc", "cab"].map((text) => pairs.count(text))).toEqual([
      0, 1, 1, 1, 1, 2, 2, 2,
    ]);
  });

  it.each(TOKEN_ENCODINGS)("counts in %s what the library counts", async (encoding) => {
    const { default: tokens } = await ranksOf(encoding);
    const pairs = new BytePairs(tokens);
    const { count } = await openTokenCounter(encoding);
    const word = fc.string({
      unit: fc.constantFrom("a", "e", "n", "th", "er", "Z", "é", "漢", "字", "\u{1F600}", "ß"),
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(word, (text) => {
        // a run of letters of one case is one piece in every encoding
        const piece = text.replace(/[^a-zé]/g, "") || "a";
        expect(pairs.count(piece)).toBe(count(piece));
      }),
      { numRuns: 200 },
    );
  });
});

async function ranksOf(encoding: (typeof TOKEN_ENCODINGS)[number]) {
  if (encoding === "o200k_base") return import("gpt-tokenizer/bpeRanks/o200k_base");
  if (encoding === "cl100k_base") return import("gpt-tokenizer/bpeRanks/cl100k_base");
  return encoding === "p50k_base"
    ? import("gpt-tokenizer/bpeRanks/p50k_base")
    : import("gpt-tokenizer/bpeRanks/r50k_base");
}

describe("tokens", () => {
  it("names who counts", async () => {
    const { count, tokenizer } = await openTokenCounter("cl100k_base");
    expect(tokenizer).toEqual({
      library: "gpt-tokenizer",
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      encoding: "cl100k_base",
    });
    // tiktoken's own example
    expect(count("tiktoken is great!")).toBe(6);
    expect(count("")).toBe(0);
    expect(count("<|endoftext|>")).toBeGreaterThan(1);
    await expect(openTokenCounter("gpt9")).rejects.toThrow("there is no encoding `gpt9`.");
  });

  it("of a text without spaces are counted in no time", async () => {
    const { count } = await openTokenCounter("o200k_base");
    const start = performance.now();
    expect(count("a".repeat(400_000))).toBe(50_000);
    expect(count(`${" ".repeat(300_000)}x`)).toBeGreaterThan(100);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
