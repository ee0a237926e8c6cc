import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { moderateVariances } from "./moderated-variance.js";

const variances = fc.array(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 10, noNaN: true })), {
  minLength: 2,
  maxLength: 20,
});

describe("moderateVariances", () => {
  it("draws every variance towards the prior, and never gives 0 or NaN", () =>
    fc.assert(
      fc.property(variances, fc.integer({ min: 1, max: 12 }), (given, df) => {
        const own = Float64Array.from(given);
        const found = expectEstimated(moderateVariances(own, new Float64Array(own.length).fill(df)));
        found.variances.forEach((value, index) => {
          const before = own[index] ?? 0;
          expect(value).toBeGreaterThan(0);
          expect(value).toBeGreaterThanOrEqual(Math.min(before, found.priorVariance) * (1 - 1e-12));
          expect(value).toBeLessThanOrEqual(Math.max(before, found.priorVariance) * (1 + 1e-12));
        });
      }),
    ));
  it("scales with the variances", () => {
    const own = Float64Array.of(0.1, 0.5, 0.03, 2);
    const df = new Float64Array(4).fill(3);
    const one = expectEstimated(moderateVariances(own, df));
    const other = expectEstimated(
      moderateVariances(
        own.map((value) => 100 * value),
        df,
      ),
    );
    expect(other.priorDf).toBeCloseTo(one.priorDf, 9);
    expect(other.priorVariance / one.priorVariance).toBeCloseTo(100, 9);
  });
  it("says so when nothing has degrees of freedom", () => {
    expect(moderateVariances(Float64Array.of(1, 2), new Float64Array(2))).toMatchObject({
      status: "not-estimable",
    });
    expect(moderateVariances(new Float64Array(0), new Float64Array(0))).toMatchObject({
      status: "not-estimable",
    });
  });
});
