import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MinHasher, SIGNATURE_BYTES, signatureLikeness } from "./min-hash.js";
import { shingleLikeness, shinglesOf } from "./shingle-likeness.js";
import { comparedForm, WordReader, wordsOf } from "./words.js";

/** FNV-1a of a word, written again. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** A seeded stream of whole numbers below a bound. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function randomWords(count: number, below: (n: number) => number, vocabulary = 5000): string[] {
  return Array.from({ length: count }, () => `w${below(vocabulary)}`);
}

function signed(hasher: MinHasher, text: string): Uint8Array {
  const signature = new Uint8Array(SIGNATURE_BYTES);
  hasher.sign(text, signature);
  return signature;
}

it("keeps short texts apart: one shingle is as many bits as a bin has, and not the eight of one bin", () => {
  const hasher = new MinHasher();
  const signatures = Array.from({ length: 300 }, (_, index) => signed(hasher, `a b ${index}`));
  const alike = signatures.flatMap((one, at) =>
    signatures.slice(at + 1).filter((other) => signatureLikeness(one, other) > 0.5),
  );
  expect(alike).toEqual([]);
});

describe("words", () => {
  it.each([
    ["Don't stop, it’s FINE.", ["dont", "stop", "its", "fine"]],
    ["a-b_c\n\td/e 3.14", ["a", "b", "c", "d", "e", "3", "14"]],
    ["ＦＵＬＬ ﬁne Straße", ["full", "fine", "straße"]],
    ["你好 world再见", ["你", "好", "world", "再", "见"]],
    ["smile\u{1F600}face", ["smile", "\u{1F600}", "face"]],
    ["lone \ud800 half", ["lone", "half"]],
    ["  ... !", []],
    ["", []],
  ])("of %j", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it("are the same words where they are read as hashes", () => {
    const reader = new WordReader();
    const texts = fc.oneof(
      fc.string({ unit: "binary", maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom("a", "Z", "'", "’", " ", "é", "漢", "ก", "\u{1F600}", "-", "7"),
        maxLength: 60,
      }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const count = reader.read(text);
        expect([...reader.hashes.subarray(0, count)]).toEqual(wordsOf(text).map(hashOf));
      }),
      { numRuns: 500 },
    );
  });

  it("do not change by being brought into the form twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (text) => {
        expect(wordsOf(comparedForm(text))).toEqual(wordsOf(text));
      }),
    );
  });

  it("of a text that is larger than all before it are all there", () => {
    const reader = new WordReader();
    const long = Array.from({ length: 5000 }, (_, at) => `w${at}`);
    expect(reader.read("one two")).toBe(2);
    expect(reader.read(long.join(" "))).toBe(5000);
    expect(reader.hashes[4999]).toBe(hashOf("w4999"));
  });
});

describe("shingles", () => {
  it("are five words, and the whole of a shorter text", () => {
    expect([...shinglesOf("a b c d e f")]).toEqual(["a b c d e", "b c d e f"]);
    expect([...shinglesOf("A, b!")]).toEqual(["a b"]);
    expect(shinglesOf("?").size).toBe(0);
  });

  it("give the index that a hand computes", () => {
    // one word of ten changed in the middle: 5 of its 6 shingles have it; 1 is shared of 11
    expect(shingleLikeness("a b c d e f g h i j", "a b c d e X g h i j")).toBe(1 / 11);
    expect(shingleLikeness("a b c", "a b c")).toBe(1);
    expect(shingleLikeness("", "")).toBe(0);
  });
});

describe("signatures", () => {
  const hasher = new MinHasher();

  it("agree wholly for the same words, however they are written", () => {
    expect(signed(hasher, "You are ALEX, an e-mail agent.")).toEqual(
      signed(hasher, "you are alex  an e mail\nagent"),
    );
  });

  it("do not depend on what was signed before, and depend on the seed", () => {
    const text = randomWords(200, chance(1)).join(" ");
    const fresh = signed(new MinHasher(), text);
    signed(hasher, randomWords(900, chance(2)).join(" "));
    expect(signed(hasher, text)).toEqual(fresh);
    expect(signed(new MinHasher(2), text)).not.toEqual(fresh);
  });

  it("are not there for a text without words", () => {
    const into = new Uint8Array(SIGNATURE_BYTES).fill(7);
    expect(hasher.sign("-- !", into)).toBe(false);
    expect(into.every((byte) => byte === 7)).toBe(true);
  });

  it("do not fail on any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const a = signed(hasher, text);
        expect(signatureLikeness(a, a)).toBe(1);
      }),
    );
  });

  /** Bias and error over many pairs of the same true index, which is made by sharing a run of words. */
  it.each([
    { words: 12, pairs: 3000 },
    { words: 60, pairs: 1500 },
    { words: 400, pairs: 600 },
    { words: 4000, pairs: 200 },
  ])("estimate the exact index of texts of $words words without bias", ({ words, pairs }) => {
    const below = chance(words);
    let [bias, squares, expected] = [0, 0, 0];
    for (let pair = 0; pair < pairs; pair += 1) {
      const shared = randomWords(Math.ceil(words * (0.2 + below(1000) / 1250)), below);
      const [a, b] = [0, 1].map(() => [...shared, ...randomWords(words - shared.length, below)].join(" "));
      const exact = shingleLikeness(a ?? "", b ?? "");
      const error = signatureLikeness(signed(hasher, a ?? ""), signed(hasher, b ?? "")) - exact;
      bias += error / pairs;
      squares += error ** 2 / pairs;
      expected += (exact * (1 - exact)) / SIGNATURE_BYTES / pairs;
    }
    const error = Math.sqrt(squares);
    // four standard errors of the mean, and the theory's error with what densification adds in short texts
    expect(Math.abs(bias)).toBeLessThan((4 * error) / Math.sqrt(pairs) + 0.001);
    expect(error).toBeLessThan(Math.sqrt(expected) * (words < 100 ? 2.5 : 1.2));
    expect(error).toBeGreaterThan(0);
  });
});
