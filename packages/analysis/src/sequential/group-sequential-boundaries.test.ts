import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf } from "../distributions/normal.js";
import { obrienFlemingSpending, pocockSpending } from "./alpha-spending.js";
import { asymptoticConfidenceSequence } from "./asymptotic-confidence-sequence.js";
import {
  equalFractions,
  shapedBoundaries,
  spendingBoundaries,
  spentBy,
} from "./group-sequential-boundaries.js";

const sides = fc.constantFrom<1 | 2>(1, 2);
const fractions = fc
  .uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 })
  .map((tenths) => [...tenths.sort((a, b) => a - b).map((tenth) => tenth / 10), 1]);

describe("bounds of several looks", () => {
  it("spend what the rule allows, whatever the fractions", () => {
    fc.assert(
      fc.property(
        fractions,
        sides,
        fc.constantFrom(obrienFlemingSpending, pocockSpending),
        (at, both, rule) => {
          const plan = { fractions: at, alpha: 0.05, sides: both };
          const bounds = spendingBoundaries(plan, rule);
          if ("status" in bounds) throw new Error(bounds.reason);
          spentBy(plan, bounds.z).forEach((spent, look) => {
            expect(spent).toBeCloseTo(bounds.spent[look] ?? 0, 8);
          });
          expect(bounds.spent.at(-1)).toBe(0.05);
        },
      ),
      { numRuns: 15 },
    );
  });

  it("are the bound of a single look where there is one", () => {
    const one = { fractions: [1], alpha: 0.05, sides: 2 } as const;
    for (const bounds of [spendingBoundaries(one, obrienFlemingSpending), shapedBoundaries(one, 0.5)]) {
      if ("status" in bounds) throw new Error(bounds.reason);
      expect(2 * normalCdf(-(bounds.z[0] ?? 0))).toBeCloseTo(0.05, 12);
    }
  });

  it("are the published constants", () => {
    const pocock = shapedBoundaries({ fractions: equalFractions(5), alpha: 0.05, sides: 2 }, 0.5);
    const falling = shapedBoundaries({ fractions: equalFractions(5), alpha: 0.05, sides: 2 }, 0);
    if ("status" in pocock || "status" in falling) throw new Error("no bounds");
    // Jennison and Turnbull 2000, tables 2.1 and 2.3.
    expect(pocock.z[0]).toBeCloseTo(2.413, 3);
    expect(falling.z[4]).toBeCloseTo(2.04, 3);
  });

  it("say why there are none", () => {
    expect(
      spendingBoundaries({ fractions: [0.5, 0.5], alpha: 0.05, sides: 1 }, pocockSpending),
    ).toMatchObject({
      status: "not-estimable",
    });
    expect(spendingBoundaries({ fractions: [], alpha: 0.05, sides: 1 }, pocockSpending)).toMatchObject({
      status: "not-estimable",
    });
    expect(shapedBoundaries({ fractions: [1], alpha: 0, sides: 1 }, 0)).toMatchObject({
      status: "not-estimable",
    });
  });
});

describe("asymptotic confidence sequence", () => {
  it("has a reason where there is no value, or nothing varies", () => {
    expect(asymptoticConfidenceSequence({ n: 0, variance: 1 }, 0.05, 20)).toMatchObject({
      status: "not-estimable",
    });
    expect(asymptoticConfidenceSequence({ n: 50, variance: 0 }, 0.05, 20)).toMatchObject({
      status: "not-estimable",
    });
  });
  it("is wider than an interval for one look, and narrows", () => {
    const at = (n: number) => {
      const found = asymptoticConfidenceSequence({ n, variance: 1 }, 0.05, 100);
      return "status" in found ? Number.NaN : found.halfWidth;
    };
    for (const n of [10, 100, 1000]) expect(at(n)).toBeGreaterThan(1.96 / Math.sqrt(n));
    expect(at(1000)).toBeLessThan(at(100));
  });
});
