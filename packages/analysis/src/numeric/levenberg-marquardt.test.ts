import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { relativeError } from "../testing/read-oracle.js";
import { type LeastSquaresProblem, levenbergMarquardt } from "./levenberg-marquardt.js";

/** NIST StRD Misra1a: y = b1 (1 - exp(-b2 x)), certified to eleven digits. */
const MISRA = {
  x: [77.6, 114.9, 141.1, 190.8, 239.9, 289, 332.8, 378.4, 434.8, 477.3, 536.8, 593.1, 689.1, 760],
  y: [10.07, 14.73, 17.94, 23.93, 29.61, 35.18, 40.02, 44.82, 50.76, 55.05, 61.01, 66.4, 75.47, 81.78],
};

const misra: LeastSquaresProblem = {
  observations: MISRA.x.length,
  parameters: 2,
  residuals: ([a = 0, b = 0], into) => {
    MISRA.x.forEach((x, row) => {
      into[row] = a * -Math.expm1(-b * x) - (MISRA.y[row] ?? 0);
    });
  },
  jacobian: ([a = 0, b = 0], into) => {
    MISRA.x.forEach((x, row) => {
      into[2 * row] = -Math.expm1(-b * x);
      into[2 * row + 1] = a * x * Math.exp(-b * x);
    });
  },
};

const line = (x: readonly number[], y: readonly number[]): LeastSquaresProblem => ({
  observations: x.length,
  parameters: 2,
  residuals: ([a = 0, b = 0], into) => {
    x.forEach((value, row) => {
      into[row] = a + b * value - (y[row] ?? 0);
    });
  },
  jacobian: (_at, into) => {
    x.forEach((value, row) => {
      into[2 * row] = 1;
      into[2 * row + 1] = value;
    });
  },
});

describe("levenbergMarquardt", () => {
  it.each([[[500, 0.0001]], [[250, 0.0005]]])(
    "reaches the certified values of NIST Misra1a from %j",
    (start) => {
      const fit = expectEstimated(levenbergMarquardt(misra, start));
      const [a = 0, b = 0] = fit.estimate;
      expect(fit.converged).toBe(true);
      expect(relativeError(a, 238.94212918)).toBeLessThan(1e-9);
      expect(relativeError(b, 5.5015643181e-4)).toBeLessThan(1e-9);
      expect(relativeError(fit.rss, 0.12455138894)).toBeLessThan(1e-9);
      expect(relativeError(Math.sqrt(fit.covariance?.[0] ?? 0), 2.7070075241)).toBeLessThan(1e-8);
      expect(relativeError(Math.sqrt(fit.covariance?.[3] ?? 0), 7.2668688436e-6)).toBeLessThan(1e-8);
    },
  );

  it("gives a straight line its closed form", () => {
    const fit = expectEstimated(levenbergMarquardt(line([0, 1, 2, 3], [1, 2, 2, 4]), [0, 0]));
    expect(fit.estimate[0]).toBeCloseTo(0.9, 12);
    expect(fit.estimate[1]).toBeCloseTo(0.9, 12);
    expect(fit.df).toBe(2);
  });

  it("has no covariance where nothing is left over, or where parameters cannot be told apart", () => {
    const exact = expectEstimated(levenbergMarquardt(line([0, 1], [1, 3]), [0, 0]));
    expect(exact.converged).toBe(true);
    expect(exact.covariance).toBeNull();
    expect(exact.rss).toBeLessThan(1e-24);
    const flat = expectEstimated(levenbergMarquardt(line([1, 1, 1], [1, 2, 4]), [0, 0]));
    expect(flat.covariance).toBeNull();
  });

  it("says why it cannot begin where the curve has no value", () => {
    expect(levenbergMarquardt(line([0, 1, 2], [Number.NaN, 1, 1]), [0, 0])).toMatchObject({
      status: "not-estimable",
    });
  });
});
