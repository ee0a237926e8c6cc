import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cochranMantelHaenszel,
  exactStratifiedP,
  mantelHaenszelLogOddsRatio,
} from "./cochran-mantel-haenszel.js";
import { fisherExact } from "./fisher.js";
import { mcnemar, mcnemarExactP } from "./mcnemar.js";
import { permutationMeanDifference } from "./permutation-mean-difference.js";
import { barnardP, boschlooP } from "./unconditional.js";

const side = fc
  .integer({ min: 1, max: 60 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
const table = fc.tuple(side, side).map(([[x1, n1], [x0, n0]]) => ({ x1, n1, x0, n0 }));

describe("Fisher's test", () => {
  it("gives the same p and the reciprocal odds ratio when the sides are swapped", () => {
    fc.assert(
      fc.property(table, ({ x1, n1, x0, n0 }) => {
        const one = fisherExact({ x1, n1, x0, n0 }, 0.95);
        const other = fisherExact({ x1: x0, n1: n0, x0: x1, n0: n1 }, 0.95);
        expect(one.twoSided).toBeCloseTo(other.twoSided, 9);
        expect(one.less).toBeCloseTo(other.greater, 9);
        if (one.oddsRatio.lower > 0) expect(one.oddsRatio.lower * other.oddsRatio.upper).toBeCloseTo(1, 6);
        else expect(other.oddsRatio.upper).toBe(Number.POSITIVE_INFINITY);
      }),
    );
  });

  it("has nothing to say without events", () => {
    expect(fisherExact({ x1: 0, n1: 9, x0: 0, n0: 4 }, 0.95)).toEqual({
      twoSided: 1,
      less: 1,
      greater: 1,
      oddsRatio: { estimate: Number.NaN, lower: 0, upper: Number.POSITIVE_INFINITY },
    });
  });
});

describe("the unconditional tests", () => {
  it("give probabilities, the same when the sides are swapped; Boschloo's never exceeds Fisher's doubled smaller side", () => {
    fc.assert(
      fc.property(table, ({ x1, n1, x0, n0 }) => {
        const [counts, swapped] = [
          { x1, n1, x0, n0 },
          { x1: x0, n1: n0, x0: x1, n0: n1 },
        ];
        for (const test of [boschlooP, barnardP]) {
          expect(test(counts)).toBeGreaterThan(0);
          expect(test(counts)).toBeLessThanOrEqual(1);
          expect(test(counts)).toBeCloseTo(test(swapped), 6);
        }
        const { less, greater } = fisherExact(counts, 0.95);
        expect(boschlooP(counts)).toBeLessThanOrEqual(Math.min(1, 2 * Math.min(less, greater)) + 1e-9);
      }),
      { numRuns: 8 },
    );
  });

  it("cannot be asked of an empty side", () => {
    expect(barnardP({ x1: 0, n1: 0, x0: 1, n0: 3 })).toBeNaN();
    expect(boschlooP({ x1: 0, n1: 0, x0: 1, n0: 3 })).toBeNaN();
  });
});

describe("McNemar's test", () => {
  it("is not estimable, and exactly 1, where no pair disagrees", () => {
    const agreeing = { both: 4, onlyFirst: 0, onlySecond: 0, neither: 9 };
    expect(mcnemar(agreeing, false)).toEqual({ status: "not-estimable", reason: "no pair disagrees" });
    expect(mcnemarExactP(agreeing)).toBe(1);
  });
});

describe("the tests within strata", () => {
  it("agree with Fisher's in a single stratum", () => {
    fc.assert(
      fc.property(table, (counts) => {
        expect(exactStratifiedP([counts])).toBeCloseTo(fisherExact(counts, 0.95).twoSided, 9);
      }),
    );
  });

  it("say why there is no answer", () => {
    const empty = [{ x1: 0, n1: 5, x0: 0, n0: 7 }];
    expect(cochranMantelHaenszel(empty, false)).toMatchObject({ status: "not-estimable" });
    expect(mantelHaenszelLogOddsRatio(empty)).toMatchObject({ status: "not-estimable" });
    expect(cochranMantelHaenszel([], false)).toMatchObject({ status: "not-estimable" });
  });
});

describe("the permutation of labels", () => {
  const values = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 6 });

  it("counts what enumerating every relabelling counts", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const all = [...a, ...b];
        const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
        const far = Math.abs(a.reduce((sum, value) => sum + value - mean, 0)) - 1e-9;
        let [hits, total] = [0, 0];
        for (let subset = 0; subset < 2 ** all.length; subset += 1) {
          const chosen = all.filter((_, index) => (subset >> index) & 1);
          if (chosen.length !== a.length) continue;
          total += 1;
          if (Math.abs(chosen.reduce((sum, value) => sum + value - mean, 0)) >= far) hits += 1;
        }
        expect(permutationMeanDifference(a, b)).toMatchObject({
          twoSided: hits / total,
          relabellings: total,
        });
      }),
    );
  });

  it("is 1 where nothing differs, and says what it cannot do", () => {
    expect(permutationMeanDifference([0, 0, 0], [0, 0])).toMatchObject({ twoSided: 1, less: 1, greater: 1 });
    expect(permutationMeanDifference([], [1])).toMatchObject({ status: "not-estimable" });
    expect(permutationMeanDifference(new Array(30).fill(0), new Array(30).fill(1))).toMatchObject({
      reason: "there are more than 40 values to relabel",
    });
  });
});
