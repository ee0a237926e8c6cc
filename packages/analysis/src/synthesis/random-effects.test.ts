import fc from "fast-check";
import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { independentSuites } from "./independent-suites.js";
import { predictionInterval, randomEffects } from "./random-effects.js";

const METHODS = ["fixed", "dersimonian-laird", "paule-mandel", "ml", "reml"] as const;

const suites = (estimates: readonly number[], variances: readonly number[]) => ({
  estimates: Float64Array.from(estimates),
  variances: Float64Array.from(variances),
  design: Matrix.ones(estimates.length, 1),
});

const cases = fc
  .array(
    fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0.001, max: 0.1, noNaN: true })),
    { minLength: 2, maxLength: 9 },
  )
  .map((pairs) => ({ y: pairs.map(([y]) => y), v: pairs.map(([, v]) => v) }));

describe("randomEffects", () => {
  it("needs more suites than means, and a variance for each", () => {
    expect(randomEffects(suites([0.1], [0.01]), "reml")).toMatchObject({ status: "not-estimable" });
    expect(randomEffects(suites([0.1, 0.2], [0.01, 0]), "reml")).toMatchObject({ status: "not-estimable" });
    expect(
      randomEffects({ ...suites([0.1, 0.2, 0.3], [1, 1, 1]), design: Matrix.zeros(3, 1) }, "reml"),
    ).toMatchObject({ reason: "the suites do not tell the asked quantities apart" });
  });

  it.each(METHODS)("moves with the estimates, turns with them, and knows no order: %s", (method) => {
    fc.assert(
      fc.property(cases, ({ y, v }) => {
        const own = expectEstimated(randomEffects(suites(y, v), method));
        const moved = expectEstimated(
          randomEffects(
            suites(
              y.map((value) => 1 - value),
              v,
            ),
            method,
          ),
        );
        const turned = expectEstimated(randomEffects(suites([...y].reverse(), [...v].reverse()), method));
        expect(own.tau2).toBeGreaterThanOrEqual(0);
        expect(moved.coefficients[0]).toBeCloseTo(1 - (own.coefficients[0] ?? Number.NaN), 6);
        expect(turned.coefficients[0]).toBeCloseTo(own.coefficients[0] ?? Number.NaN, 6);
        expect(own.coefficients[0]).toBeGreaterThanOrEqual(Math.min(...y) - 1e-9);
        expect(own.coefficients[0]).toBeLessThanOrEqual(Math.max(...y) + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it("solves what Paule and Mandel ask: Q at tau2 is k - 1, unless tau2 is 0", () => {
    fc.assert(
      fc.property(cases, ({ y, v }) => {
        const { tau2, scale } = expectEstimated(randomEffects(suites(y, v), "paule-mandel"));
        if (tau2 > 0) expect(scale).toBeCloseTo(1, 8);
        else expect(scale).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it("is the same through the eigenvectors of a diagonal covariance", () => {
    const [y, v] = [
      [0.3, 0.1, -0.2, 0.4],
      [0.01, 0.02, 0.005, 0.03],
    ];
    const plain = expectEstimated(randomEffects(suites(y, v), "reml"));
    const turned = independentSuites({
      estimates: Float64Array.from(y),
      covariance: Matrix.diag([...v]),
      design: Matrix.ones(4, 1),
    });
    const own = expectEstimated(randomEffects(turned, "reml"));
    expect(own.coefficients[0]).toBeCloseTo(plain.coefficients[0] ?? Number.NaN, 10);
    expect(own.tau2).toBeCloseTo(plain.tau2, 10);
  });

  it("finds the peak of the likelihood where Fisher scoring swings around it", () => {
    const y = [
      -0.657, -0.5553, -0.3883, -0.3351, -0.5594, -0.5004, -0.4193, -0.4969, -0.6019, -0.4949, -0.3361,
    ];
    const v = [0.5938, 0.0143, 0.0377, 0.0044, 0.0994, 0.0717, 0.2838, 0.3531, 0.0184, 0.014, 0.2079];
    const { tau2 } = expectEstimated(randomEffects(suites([...y, -0.6523], [...v, 0.0489]), "reml"));
    expect(tau2).toBeCloseTo(0.00502447199, 9);
  });

  it("adds the variance between suites to a prediction", () => {
    const narrow = predictionInterval(0, { variance: 0.01, tau2: 0, df: 4 }, 0.95);
    const wide = predictionInterval(0, { variance: 0.01, tau2: 0.03, df: 4 }, 0.95);
    expect(wide.upper ?? 0).toBeCloseTo(2 * (narrow.upper ?? 0), 12);
  });
});
