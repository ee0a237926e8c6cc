import { describe, expect, it } from "vitest";
import { countComparison, estimated, sampleComparison } from "../testing/comparisons.js";
import { moverWilson } from "./mover-wilson.js";
import { pairedBySeed } from "./paired-by-seed.js";

const question = { scale: "difference", target: "suite-fixed", level: 0.95 } as const;

describe("paired-by-seed", () => {
  // Runs differ a lot, and differ alike in both arms.
  const together = sampleComparison(
    [
      [6, 5, 4, 6, 5],
      [3, 2, 1, 3, 3],
      [9, 8, 7, 8, 9],
    ],
    [
      [7, 6, 6, 7, 6],
      [4, 4, 2, 5, 4],
      [10, 9, 8, 10, 9],
    ],
    12,
  );
  it("is narrower than independent runs where the seed moves both arms", () => {
    const paired = estimated(pairedBySeed.estimate({ ...together, paired: true }, question));
    const apart = estimated(moverWilson.estimate(together, question));
    expect(paired.estimate).toBeCloseTo(apart.estimate, 12);
    expect(paired.standardError).toBeLessThan((apart.standardError ?? 0) / 3);
    expect(paired.df).toBe(2);
  });
  it("needs two pairs, and a plan that pairs", () => {
    const one = { ...countComparison([[1, 10]], [[4, 10]]), paired: true };
    expect(pairedBySeed.estimate(one, question)).toMatchObject({
      reason: expect.stringContaining("two seeds"),
    });
    expect(pairedBySeed.accepts(together)).toBe(false);
  });
});
