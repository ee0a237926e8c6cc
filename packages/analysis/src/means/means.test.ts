import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { standardizedMeanDifference } from "../effect-sizes/standardized-mean-difference.js";
import { clusteredMean } from "./clustered-mean.js";
import { sampleMoments } from "./sample-moments.js";
import { pairedT, studentT, welchT } from "./two-sample-t.js";

const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 8 });

describe.each([
  ["welchT", welchT],
  ["studentT", studentT],
])("%s", (_name, test) => {
  it("negates when the sides are swapped, and does not mind a shift or the order", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [one, other] = [test(a, b, 0.95), test(b, a, 0.95)];
        const shifted = test(
          a.map((value) => value + 8).reverse(),
          b.map((value) => value + 8),
          0.95,
        );
        if (one.status === "not-estimable") {
          expect(other).toEqual(one);
          return;
        }
        expect(other).toMatchObject({
          t: -one.t || 0,
          pValue: one.pValue,
          lower: -one.upper,
          upper: -one.lower,
        });
        expect(shifted).toMatchObject({ t: expect.closeTo(one.t, 8), df: expect.closeTo(one.df, 8) });
      }),
    );
  });

  it("says why nothing can be said", () => {
    expect(test([1, 1], [2, 2], 0.95)).toMatchObject({ reason: "nothing varies that a test could rest on" });
    expect(test([1], [2], 0.95)).toMatchObject({ status: "not-estimable" });
    expect(test([], [2, 3, 4], 0.95)).toMatchObject({ status: "not-estimable" });
  });
});

describe("differences that are equal but for rounding", () => {
  const nothing = { reason: "nothing varies that a test could rest on" };

  it("are no spread to test against", () => {
    expect(pairedT([0.3, 0.4, 0.5], [0.1, 0.2, 0.3], 0.95)).toMatchObject(nothing);
    expect(welchT([0.1 + 0.2, 0.3, 0.3], [0.1, 0.1, 0.1], 0.95)).toMatchObject(nothing);
    expect(studentT([0.1 + 0.2, 0.3, 0.3], [0.1, 0.1, 0.1], 0.95)).toMatchObject(nothing);
    expect(standardizedMeanDifference([0.1 + 0.2, 0.3, 0.3], [0.1, 0.1, 0.1], 0.95)).toMatchObject(nothing);
    expect(welchT([1e6 + 1, 1e6 + 2], [1e6, 1e6], 0.95)).toMatchObject({ status: "estimated" });
  });
});

describe("pairedT", () => {
  it("says why nothing can be said", () => {
    expect(pairedT([1, 2], [0, 1], 0.95)).toMatchObject({ status: "not-estimable" });
    expect(pairedT([1], [0], 0.95)).toMatchObject({ reason: "there are fewer than two pairs" });
    expect(pairedT([1, 2], [0], 0.95)).toMatchObject({ status: "not-estimable" });
  });
});

describe("sampleMoments", () => {
  it("keeps the variance of values far from 0, and gives exactly 0 for one number repeated", () => {
    expect(sampleMoments([1e9 + 1, 1e9 + 2, 1e9 + 3])).toEqual({ n: 3, mean: 1e9 + 2, variance: 1 });
    expect(sampleMoments([0.1, 0.1, 0.1]).variance).toBe(0);
    expect(sampleMoments([0.1]).variance).toBeNaN();
    expect(sampleMoments([]).mean).toBeNaN();
  });
});

describe("clusteredMean", () => {
  it("says why one cluster gives no standard error, and never gives 0 for one", () => {
    expect(clusteredMean([1, 0], ["a", "a"])).toMatchObject({ status: "not-estimable" });
    expect(clusteredMean([1, 1], ["a", "b"])).toMatchObject({ reason: "nothing varies" });
    expect(clusteredMean([1], ["a", "b"])).toMatchObject({ status: "not-estimable" });
  });
});

describe("standardizedMeanDifference", () => {
  it("has limits around its estimate that turn round when the sides are swapped", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const one = standardizedMeanDifference(a, b, 0.9);
        const other = standardizedMeanDifference(b, a, 0.9);
        if (one.status === "not-estimable" || other.status === "not-estimable") {
          expect(other.status).toBe(one.status);
          return;
        }
        expect(one.dLimits.lower).toBeLessThan(one.dLimits.upper);
        expect(one.dLimits.lower).toBeCloseTo(-other.dLimits.upper, 7);
        expect(Math.abs(one.g)).toBeLessThanOrEqual(Math.abs(one.d));
      }),
      { numRuns: 30 },
    );
  });
});
