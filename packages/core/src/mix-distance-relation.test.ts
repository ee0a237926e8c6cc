import { describe, expect, it } from "vitest";
import type { Distance } from "./mix-distance.js";
import { nearestDistance, proposedRelation } from "./mix-distance-relation.js";

const EMPTY: Distance = {
  dataset: "chats",
  eval: "blackmail@1",
  prompts: 100,
  runs: [
    { words: 8, tooShort: 0, withAny: 0, contained: 0, meanCovered: 0 },
    { words: 13, tooShort: 0, withAny: 0, contained: 0, meanCovered: 0 },
  ],
  inOneRow: 0,
  near: 0,
  taken: 0,
  likeness: {
    compared: 100,
    toRows: null,
    amongRows: null,
    rowsCompared: 200,
    rowsSeen: 5000,
    amongPrompts: null,
    relative: 0.1,
  },
  examples: [],
  proposed: "unknown",
  because: "nothing yet",
};

const withRelative = (relative: number | null): Distance => ({
  ...EMPTY,
  likeness: { ...EMPTY.likeness, relative },
});
const withShared = (withAny: number): Distance => ({
  ...EMPTY,
  runs: EMPTY.runs.map((run) => (run.words === 13 ? { ...run, withAny } : run)),
});

describe("the proposed relation", () => {
  it.each([
    [EMPTY, "out-of-distribution"],
    [withRelative(0.29), "out-of-distribution"],
    [withRelative(0.3), "near"],
    [withRelative(0.74), "near"],
    [withRelative(0.75), "in-distribution"],
    [{ ...EMPTY, taken: 1 }, "out-of-distribution"],
    [{ ...EMPTY, taken: 2 }, "near"],
    [{ ...EMPTY, taken: 49 }, "near"],
    [{ ...EMPTY, taken: 50 }, "in-distribution"],
    [withShared(9), "out-of-distribution"],
    [withShared(10), "near"],
    [withRelative(null), "unknown"],
    [{ ...withRelative(null), taken: 2 }, "near"],
    [{ ...EMPTY, prompts: 0 }, "unknown"],
  ] as const)("follows from the rules, case %#", (distance, expected) => {
    expect(proposedRelation(distance).proposed).toBe(expected);
  });

  it("says why in one sentence with the numbers", () => {
    expect(proposedRelation({ ...withShared(12), taken: 3 }).because).toBe(
      "3 of 100 prompts are taken from the data or it from them, 12 share 13 words in a row with it, they come to 10% of the likeness among its rows or among themselves.",
    );
  });
});

describe("the nearest of several data sets", () => {
  it("is the one whose relation is the nearest, then the one with most taken, in whatever order they come", () => {
    const of = (dataset: string, proposed: Distance["proposed"], taken: number): Distance => ({
      ...EMPTY,
      dataset,
      proposed,
      taken,
    });
    const all = [
      of("a", "unknown", 9),
      of("b", "near", 3),
      of("c", "out-of-distribution", 0),
      of("d", "near", 5),
    ];
    expect(nearestDistance(all)?.dataset).toBe("d");
    expect(nearestDistance([...all].reverse())?.dataset).toBe("d");
    expect(nearestDistance([])).toBeUndefined();
  });
});
