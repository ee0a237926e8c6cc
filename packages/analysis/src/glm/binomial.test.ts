import fc from "fast-check";
import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { fitBinomial } from "./binomial-fit.js";
import { firthProfile, fitFirth, haldaneLogOddsRatio } from "./firth.js";
import { geeIndependence } from "./gee-independence.js";
import { profileLimits } from "./profile-limits.js";
import { fitQuasiBinomial } from "./quasi-binomial.js";

const data = (
  events: readonly number[],
  trials: readonly number[],
  covariates: readonly (readonly number[])[],
) => ({
  x: new Matrix(covariates.map((line) => [1, ...line])),
  events: Float64Array.from(events),
  trials: Float64Array.from(trials),
});

const rows = fc
  .array(
    fc.record({
      n: fc.integer({ min: 0, max: 12 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      x: fc.integer({ min: -3, max: 3 }),
    }),
    { minLength: 2, maxLength: 10 },
  )
  .map((list) =>
    data(
      list.map(({ n, share }) => Math.round(n * share)),
      list.map(({ n }) => n),
      list.map(({ x }) => [x]),
    ),
  );

describe("fitBinomial", () => {
  it("gives the log odds ratio of a 2x2 table", () => {
    const fit = expectEstimated(fitBinomial(data([3, 8], [10, 12], [[0], [1]])));
    expect(fit.coefficients[1]).toBeCloseTo(Math.log((8 * 7) / (4 * 3)), 12);
    expect(fit.covariance.get(1, 1)).toBeCloseTo(1 / 3 + 1 / 7 + 1 / 8 + 1 / 4, 12);
  });
  it("solves the likelihood equations, or says why not", () =>
    fc.assert(
      fc.property(rows, (given) => {
        const fit = fitBinomial(given);
        if ("status" in fit) {
          expect(fit.reason).not.toBe("");
          return;
        }
        for (const column of [0, 1]) {
          const score = fit.fitted.reduce(
            (sum, p, row) =>
              sum + given.x.get(row, column) * ((given.events[row] ?? 0) - (given.trials[row] ?? 0) * p),
            0,
          );
          expect(Math.abs(score)).toBeLessThan(1e-6);
        }
        expect(fit.covariance.get(1, 1)).toBeGreaterThan(0);
      }),
    ));
  it("names separation, complete and quasi", () => {
    const reason = { reason: expect.stringContaining("separate") };
    expect(fitBinomial(data([0, 5], [10, 10], [[0], [1]]))).toMatchObject(reason);
    expect(fitBinomial(data([0, 0, 1, 1], [1, 1, 1, 1], [[1], [2], [3], [4]]))).toMatchObject(reason);
    expect(fitBinomial(data([0, 0], [10, 10], [[0], [1]]))).toMatchObject(reason);
    expect(fitQuasiBinomial(data([0, 0, 3, 4], [9, 9, 9, 9], [[0], [0], [1], [1]]))).toMatchObject(reason);
    expect(geeIndependence(data([0, 5], [9, 9], [[0], [1]]), Int32Array.of(0, 1))).toMatchObject(reason);
  });
  it("bounds a coefficient on both sides by its profile, around the estimate", () => {
    const given = data([2, 9, 5], [20, 20, 18], [[0], [1], [2]]);
    const fit = expectEstimated(fitBinomial(given));
    const near = profileLimits(given, fit, 1, 0.9);
    const far = profileLimits(given, fit, 1, 0.99);
    const [lower, estimate, upper] = [near.lower ?? 0, fit.coefficients[1] ?? 0, near.upper ?? 0];
    expect(lower).toBeLessThan(estimate);
    expect(upper).toBeGreaterThan(estimate);
    expect(far.lower ?? 0).toBeLessThan(lower);
    expect(far.upper ?? 0).toBeGreaterThan(upper);
  });
});

describe("fitFirth", () => {
  it("is Haldane's log odds ratio in any 2x2 table, empty cells included", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n0, n1, p0, p1) => {
          const k = [Math.round(n0 * p0), Math.round(n1 * p1)];
          const fit = expectEstimated(fitFirth(data(k, [n0, n1], [[0], [1]])));
          expect(fit.coefficients[1]).toBeCloseTo(haldaneLogOddsRatio(k, [n0, n1]), 7);
        },
      ),
    ));
  it("is finite wherever the design has full rank, and its interval holds the estimate", () =>
    fc.assert(
      fc.property(rows, (given) => {
        const fit = fitFirth(given);
        if ("status" in fit) {
          expect(fit.reason).not.toBe("");
          return;
        }
        expect(fit.coefficients.every(Number.isFinite)).toBe(true);
        expect(fit.covariance.get(1, 1)).toBeGreaterThan(0);
        const { lower, upper, pValue } = firthProfile(given, fit, 1, 0.95);
        expect(pValue).toBeGreaterThanOrEqual(0);
        expect(pValue).toBeLessThanOrEqual(1);
        const estimate = fit.coefficients[1] ?? 0;
        if (lower !== null) expect(lower).toBeLessThan(estimate);
        if (upper !== null) expect(upper).toBeGreaterThan(estimate);
        if (lower !== null && lower > 1e-6) expect(pValue).toBeLessThan(0.05);
      }),
      { numRuns: 60 },
    ));
});

describe("fitFirth with one coefficient", () => {
  it("adds one half to events and to non-events", () => {
    const one = { x: new Matrix([[1], [1]]), events: Float64Array.of(0, 0), trials: Float64Array.of(3, 4) };
    const fit = expectEstimated(fitFirth(one));
    expect(fit.coefficients[0]).toBeCloseTo(Math.log(0.5 / 7.5), 9);
    const { lower, upper } = firthProfile(one, fit, 0, 0.95);
    expect(lower ?? 0).toBeLessThan(-5);
    expect(upper ?? 0).toBeGreaterThan(fit.coefficients[0] ?? 0);
  });
});

describe("fitQuasiBinomial and geeIndependence", () => {
  it("widen binomial errors by the root of the dispersion", () => {
    const given = data([2, 9, 5, 12], [20, 20, 18, 25], [[0], [0], [1], [1]]);
    const plain = expectEstimated(fitBinomial(given));
    const quasi = expectEstimated(fitQuasiBinomial(given));
    expect(quasi.standardErrors[1]).toBeCloseTo(Math.sqrt(quasi.dispersion * plain.covariance.get(1, 1)), 12);
    expect(quasi.df).toBe(2);
  });
  it("say so where rows do not vary, or there is one cluster", () => {
    const flat = data([5, 5, 9, 9], [20, 20, 20, 20], [[0], [0], [1], [1]]);
    expect(fitQuasiBinomial(flat)).toMatchObject({ reason: expect.stringContaining("do not vary") });
    expect(fitQuasiBinomial(data([5, 9], [20, 20], [[0], [1]]))).toMatchObject({ status: "not-estimable" });
    expect(geeIndependence(flat, new Int32Array(4))).toMatchObject({
      reason: expect.stringContaining("one cluster"),
    });
  });
});
