import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bcaInterval, jackknife, percentileLimits } from "./bca.js";
import { distributionOf, quantileAt, sizeOf } from "./draw-distribution.js";
import { enumerateDraws } from "./enumerate-draws.js";
import { meanOf } from "./two-level-bootstrap.js";

const mean = (values: readonly number[]) => meanOf(Float64Array.from(values));

describe("bcaInterval", () => {
  it("agrees with R over all 5^5 resamples", () => {
    const x = [0.1, 0.4, 0.35, 0.9, 0.2];
    const draws = enumerateDraws(Float64Array.from(x), meanOf);
    const found = bcaInterval(mean(x), draws, jackknife(x, mean), 0.95);
    if ("status" in found) throw new Error(found.reason);
    expect(found.bias).toBeCloseTo(0.0284791464560487, 12);
    expect(found.acceleration).toBeCloseTo(0.07153763940153, 12);
    expect(found.shares[0]).toBeCloseTo(0.0476058578555609, 12);
    expect(found.shares[1]).toBeCloseTo(0.990529329656102, 12);
    expect([found.lower, found.upper]).toEqual([expect.closeTo(0.2, 12), expect.closeTo(0.7, 12)]);
    expect(percentileLimits(draws, 0.95)).toEqual({
      lower: expect.closeTo(0.18, 12),
      upper: expect.closeTo(0.66, 12),
    });
  });

  it("has no limits where nothing varies", () => {
    const draws = distributionOf(Float64Array.of(2, 2, 2));
    expect(bcaInterval(2, draws, Float64Array.of(2, 2), 0.95)).toMatchObject({ status: "not-estimable" });
    expect(bcaInterval(9, distributionOf(Float64Array.of(1, 2)), Float64Array.of(1, 2), 0.95)).toMatchObject({
      reason: expect.stringContaining("one side"),
    });
  });

  it("turns around with the values", () => {
    const values = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 6 });
    fc.assert(
      fc.property(values, (x) => {
        const of = (list: readonly number[]) => {
          const draws = enumerateDraws(Float64Array.from(list), meanOf);
          expect(sizeOf(draws)).toBe(list.length ** list.length);
          return bcaInterval(mean(list), draws, jackknife(list, mean), 0.9);
        };
        const [one, other] = [of(x), of(x.map((value) => -value))];
        if ("status" in one || "status" in other) return;
        expect(other.acceleration).toBeCloseTo(-one.acceleration, 9);
      }),
      { numRuns: 40 },
    );
  });
});

describe("quantileAt", () => {
  it("is R's type 7", () => {
    const draws = distributionOf(Float64Array.of(5, 1, 3, 2, 4));
    expect([0, 0.1, 0.5, 0.95, 1].map((share) => quantileAt(draws, share))).toEqual([
      1,
      expect.closeTo(1.4, 12),
      3,
      expect.closeTo(4.8, 12),
      5,
    ]);
  });
});
