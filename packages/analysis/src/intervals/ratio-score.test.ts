import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oddsRatioScore, riskRatioScore } from "./ratio-score.js";

const z = 1.959963984540054;
const side = fc
  .integer({ min: 2, max: 500 })
  .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));

describe.each([
  ["risk ratio", riskRatioScore],
  ["odds ratio", oddsRatioScore],
])("the score interval of a %s", (_name, interval) => {
  it("turns over when the sides are swapped, and is open on the side of an empty cell", () => {
    fc.assert(
      fc.property(side, side, ([x1, n1], [x0, n0]) => {
        const one = interval({ x1, n1, x0, n0 }, z);
        const other = interval({ x1: x0, n1: n0, x0: x1, n0: n1 }, z);
        expect(one.lower).toBeLessThan(one.upper);
        if (x1 === 0) expect(one.lower).toBe(0);
        if (x0 === 0) expect(one.upper).toBe(Number.POSITIVE_INFINITY);
        if (Number.isFinite(other.upper)) expect(one.lower * other.upper).toBeCloseTo(1, 8);
        else expect(one.lower).toBe(0);
      }),
    );
  });
});

describe("the score interval of an odds ratio", () => {
  it("does not mind which outcome is called an event", () => {
    fc.assert(
      fc.property(side, side, ([x1, n1], [x0, n0]) => {
        const one = oddsRatioScore({ x1, n1, x0, n0 }, z);
        const other = oddsRatioScore({ x1: n1 - x1, n1, x0: n0 - x0, n0 }, z);
        if (Number.isFinite(one.upper)) expect(one.upper * other.lower).toBeCloseTo(1, 8);
        else expect(other.lower).toBe(0);
      }),
    );
  });
});
