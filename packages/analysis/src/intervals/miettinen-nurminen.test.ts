import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { miettinenNurminen, miettinenNurminenTest } from "./miettinen-nurminen.js";

const side = fc
  .integer({ min: 1, max: 2000 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

describe("Miettinen and Nurminen's interval", () => {
  it("turns round when the sides are swapped, holds the estimate and stays in [-1, 1]", () => {
    fc.assert(
      fc.property(side, side, ([x1, n1], [x0, n0]) => {
        const one = miettinenNurminen(x1, n1, x0, n0, 0.95);
        const other = miettinenNurminen(x0, n0, x1, n1, 0.95);
        expect(one.lower).toBeCloseTo(-other.upper, 10);
        expect(one.lower).toBeGreaterThanOrEqual(-1);
        expect(one.upper).toBeLessThanOrEqual(1);
        expect(one.lower).toBeLessThanOrEqual(one.estimate);
        expect(one.upper).toBeGreaterThanOrEqual(one.estimate);
        expect(one.upper - one.lower).toBeGreaterThan(0);
      }),
    );
  });

  it("agrees with its test: an end is what the test at that level just rejects", () => {
    fc.assert(
      fc.property(side, side, ([x1, n1], [x0, n0]) => {
        const { lower, upper } = miettinenNurminen(x1, n1, x0, n0, 0.9);
        for (const end of [lower, upper].filter((value) => Math.abs(value) < 1))
          expect(miettinenNurminenTest(x1, n1, x0, n0, end).twoSided).toBeCloseTo(0.1, 6);
      }),
    );
  });

  it("is never a point at 0: no events on either side leave both directions open", () => {
    const { estimate, lower, upper } = miettinenNurminen(0, 40, 0, 40, 0.95);
    expect(estimate).toBe(0);
    expect(lower).toBeLessThan(-0.05);
    expect(upper).toBeCloseTo(-lower, 12);
    expect(miettinenNurminenTest(0, 40, 0, 40)).toMatchObject({ z: 0, twoSided: 1 });
  });

  it("has no number without observations", () => {
    expect(miettinenNurminen(0, 0, 3, 9, 0.95).lower).toBeNaN();
  });
});
