import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestRate, CurveFamily, rateGrid } from "./decay-rate.js";
import { curveAt, RateCurves } from "./exponential-curve.js";
import { IDENTITY, whiteningBy } from "./whitening.js";

const STEPS = Float64Array.of(0, 25, 50, 100, 200, 300, 500);

/** Correlation 0.6 between neighbours 50 steps apart, and a level of the run's own. */
function correlated() {
  const matrix = new Float64Array(STEPS.length ** 2);
  STEPS.forEach((one, row) => {
    STEPS.forEach((other, column) => {
      matrix[row * STEPS.length + column] = 0.3 + 0.6 ** (Math.abs(one - other) / 50);
    });
  });
  const found = whiteningBy(matrix, STEPS.length);
  if (found === undefined) throw new Error("the matrix is positive definite");
  return found;
}

const whitenings = fc.constantFrom(IDENTITY, correlated());
const rates = fc.double({ min: -0.03, max: 0.2, noNaN: true });
const shapes = fc.constantFrom({ plateau: true }, { plateau: false });

describe("RateCurves", () => {
  it("is 0 for every curve of its rate, and of length 1 in white coordinates", () => {
    const ends = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(rates, shapes, whitenings, ends, ends, (rate, shape, whitening, drop, plateau) => {
        const contrast = new RateCurves(STEPS, rate, shape, whitening).contrast();
        const reference = rate < 0 ? 500 : 0;
        const curve = STEPS.map(
          (t) => (shape.plateau ? plateau : 0) + drop * Math.exp(-rate * (t - reference)),
        );
        const size = Math.sqrt(contrast.reduce((sum, weight) => sum + weight * weight, 0));
        const value = contrast.reduce((sum, weight, place) => sum + weight * (curve[place] ?? 0), 0);
        expect(size).toBeGreaterThan(0);
        expect(Math.abs(value)).toBeLessThan(1e-9 * size);
      }),
    );
  });

  it("at rate 0 with a plateau asks whether the line is bent", () => {
    const contrast = new RateCurves(STEPS, 0, { plateau: true }, IDENTITY).contrast();
    const along = (f: (t: number) => number) =>
      STEPS.reduce((sum, t, place) => sum + f(t) * (contrast[place] ?? 0), 0);
    expect(Math.abs(along((t) => 3 - 0.002 * t))).toBeLessThan(1e-12);
    // A decline that slows down, and one that gathers speed, lie on different sides.
    expect(along((t) => Math.exp(-0.01 * t)) * along((t) => -Math.exp(0.005 * t))).toBeLessThan(0);
  });
});

describe("bestRate", () => {
  it("finds the rate, start and plateau of an exact curve, whatever the covariance", () => {
    const decays = fc.double({ min: 0.002, max: 0.06, noNaN: true });
    fc.assert(
      fc.property(decays, shapes, whitenings, (rate, shape, whitening) => {
        const end = shape.plateau ? -0.1 : 0;
        const values = STEPS.map((t) => end - 0.3 * Math.exp(-rate * t));
        const found = bestRate(
          new CurveFamily(STEPS, values, shape, whitening),
          rateGrid(STEPS, !shape.plateau),
        );
        expect(found.rate).toBeCloseTo(rate, 6);
        const curve = curveAt(STEPS, values, found.rate ?? 0, shape, whitening);
        expect(curve.start).toBeCloseTo(end - 0.3, 6);
        expect(curve.plateau ?? 0).toBeCloseTo(end, 6);
        expect(
          new RateCurves(STEPS, found.rate ?? 0, shape, whitening).squares(whitening.apply(values)),
        ).toBeLessThan(1e-12);
      }),
    );
  });

  it("scales with the unit of time, and knows growth", () => {
    const values = STEPS.map((t) => 0.1 * Math.exp(0.004 * t));
    const shape = { plateau: false };
    const thousand = STEPS.map((t) => t / 1000);
    expect(bestRate(new CurveFamily(STEPS, values, shape, IDENTITY), rateGrid(STEPS, true)).rate).toBeCloseTo(
      -0.004,
      9,
    );
    expect(
      bestRate(new CurveFamily(thousand, values, shape, IDENTITY), rateGrid(thousand, true)).rate,
    ).toBeCloseTo(-4, 6);
  });

  it("has no rate for a straight line towards a plateau, and none for a jump", () => {
    const grid = rateGrid(STEPS, false);
    const line = STEPS.map((t) => 1 - 0.001 * t);
    const jump = STEPS.map((t) => (t === 0 ? 1 : 0.2));
    expect(bestRate(new CurveFamily(STEPS, line, { plateau: true }, IDENTITY), grid).rate).toBeNull();
    expect(bestRate(new CurveFamily(STEPS, jump, { plateau: true }, IDENTITY), grid).rate).toBeNull();
  });
});
