import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededText } from "../../testing/seeded-text.js";
import { WordReader, wordsOf } from "../near/words.js";
import { Containment } from "./containment.js";
import { GramIndex } from "./gram-index.js";
import { LexicalLikeness, RowCounts } from "./lexical-likeness.js";
import { PromptSet } from "./prompt-set.js";
import { RowSample, wordsKey } from "./row-sample.js";

const reader = new WordReader();

function promptSet(...texts: readonly string[]): PromptSet {
  return new PromptSet(new Map([["e@1", texts.map((text, at) => ({ id: `p${at}`, text }))]]), reader);
}

function hashed(text: string): Uint32Array {
  const count = reader.read(text);
  return reader.hashes.slice(0, count);
}

/** What rows, each of some texts, have of the prompts in runs of `length` words. */
function contained(prompts: PromptSet, length: number, rows: readonly (readonly string[])[]): Containment {
  const containment = new Containment(prompts, new GramIndex(prompts, length));
  rows.forEach((texts, at) => {
    containment.begin();
    for (const text of texts) containment.take(hashed(text), wordsOf(text).length);
    containment.end({ file: "f", line: at + 1 });
  });
  return containment;
}

describe("runs of words", () => {
  it("are counted and covered as a hand does it", () => {
    const prompts = promptSet("a b c d e f g h");
    const found = contained(prompts, 3, [["x a b c d y"], ["f g h"], ["z"]]).of(0);
    // abc, bcd and fgh of six runs; the words a to d and f to h of eight
    expect(found).toMatchObject({ grams: 6, found: 3, covered: 7 / 8 });
    expect(found.best).toEqual({ covered: 4 / 8, row: { file: "f", line: 1 }, passage: [0, 4] });
  });

  it("overlap or lie apart within one row, of which the longest passage is told", () => {
    const found = contained(promptSet("a b c d e f g h i"), 2, [["a b x e f g y h i"]]).of(0);
    expect(found).toMatchObject({ grams: 8, found: 4, covered: 7 / 9 });
    expect(found.best?.passage).toEqual([4, 7]);
  });

  it("that stand in a row twice count once, and the earlier of two equal rows is told", () => {
    const prompts = promptSet("a b c d");
    const found = contained(prompts, 2, [["q"], ["a b a b"], ["a b"]]).of(0);
    expect(found).toMatchObject({ found: 1, covered: 0.5, best: { row: { line: 2 } } });
  });

  it("are none in a prompt that is shorter than one", () => {
    expect(contained(promptSet("a b"), 3, [["a b"]]).of(0)).toEqual({
      grams: 0,
      found: 0,
      covered: 0,
      best: null,
    });
  });

  it("are found as they are by looking for each of them, many prompts of one template included", () => {
    const vocabulary = fc.constantFrom("a", "b", "c", "d");
    const text = fc.array(vocabulary, { maxLength: 14 }).map((words) => words.join(" "));
    const many = fc.array(text, { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        many,
        fc.array(fc.array(text, { maxLength: 3 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        (texts, rows, length) => {
          const prompts = promptSet(...texts);
          const found = contained(prompts, length, rows);
          const runs = (of: string) => {
            const words = of === "" ? [] : of.split(" ");
            return Array.from({ length: Math.max(0, words.length - length + 1) }, (_, at) =>
              words.slice(at, at + length).join(" "),
            );
          };
          prompts.prompts.forEach(({ compared }, prompt) => {
            const own = runs(compared);
            const size = compared.split(" ").length;
            const coveredBy = (has: (run: string) => boolean) => {
              const covered = new Set<number>();
              own.forEach((run, at) => {
                if (has(run)) for (let word = at; word < at + length; word += 1) covered.add(word);
              });
              return covered.size / size;
            };
            const all = new Set(rows.flatMap((row) => row.flatMap(runs)));
            const best = Math.max(
              0,
              ...rows.map((row) => coveredBy((run) => row.some((each) => runs(each).includes(run)))),
            );
            const told = found.of(prompt);
            expect(told.found).toBe(own.filter((run) => all.has(run)).length);
            expect(told.covered).toBeCloseTo(
              coveredBy((run) => all.has(run)),
              12,
            );
            expect(told.best?.covered ?? 0).toBeCloseTo(best, 12);
          });
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("likeness", () => {
  it("is the cosine of TF-IDF vectors, as a hand computes it", () => {
    const rows = ["cat sat", "cat ran", "dog ran fast"].map(hashed);
    const counts = new RowCounts();
    for (const row of rows) counts.add(row, row.length);
    const likeness = new LexicalLikeness([{ words: hashed("cat cat sat up"), own: null }], counts);
    rows.forEach((row, at) => {
      likeness.take(row, row.length, wordsKey(row, row.length), { file: "f", line: at + 1 });
    });
    const idf = (rowsWith: number) => Math.log((1 + 3) / (1 + rowsWith)) + 1;
    const [cat, sat, up] = [(1 + Math.log(2)) * idf(2), idf(1), idf(0)];
    const cosine = (cat * idf(2) + sat * idf(1)) / (Math.hypot(cat, sat, up) * Math.hypot(idf(2), idf(1)));
    expect(likeness.of(0)?.cosine).toBeCloseTo(cosine, 12);
    expect(likeness.of(0)?.row).toEqual({ file: "f", line: 1 });
  });

  it("of a row is to the likest other, not to itself or its copies", () => {
    const rows = ["a b c", "a b c", "a b d", "x y z"].map(hashed);
    const counts = new RowCounts();
    for (const row of rows) counts.add(row, row.length);
    const [own = new Uint32Array()] = rows;
    const likeness = new LexicalLikeness([{ words: own, own: wordsKey(own, own.length) }], counts);
    rows.forEach((row, at) => {
      likeness.take(row, row.length, wordsKey(row, row.length), { file: "f", line: at });
    });
    expect(likeness.of(0)?.row.line).toBe(2);
    expect(likeness.of(0)?.cosine).toBeLessThan(1);
  });

  it("is none where no word is shared", () => {
    const counts = new RowCounts();
    const row = hashed("a b");
    counts.add(row, row.length);
    const likeness = new LexicalLikeness([{ words: hashed("c d"), own: null }], counts);
    likeness.take(row, row.length, 1, { file: "f", line: 1 });
    expect(likeness.of(0)).toBeNull();
  });
});

describe("a sample of rows", () => {
  it("is the same in whatever order rows come, and however often each is there", () => {
    const text = seededText(2);
    const rows = Array.from({ length: 300 }, () => hashed(text.text(6)));
    const drawn = (given: readonly Uint32Array[]) => {
      const sample = new RowSample(20);
      for (const row of given) sample.add(wordsKey(row, row.length), row, row.length);
      return sample.rows.map(([key]) => key);
    };
    const expected = drawn(rows);
    expect(expected).toHaveLength(20);
    expect(drawn([...rows].reverse())).toEqual(expected);
    expect(drawn([...rows, ...rows.slice(0, 50)])).toEqual(expected);
    expect(drawn(rows.slice(0, 5))).toHaveLength(5);
  });
});
