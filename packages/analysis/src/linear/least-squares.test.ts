import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { leastSquares, ordinaryStandardErrors } from "./least-squares.js";

// Longley 1967, as in NIST's Statistical Reference Datasets: a hard test, for its columns are nearly dependent.
const LONGLEY = [
  [60323, 83, 234289, 2356, 1590, 107608, 1947],
  [61122, 88.5, 259426, 2325, 1456, 108632, 1948],
  [60171, 88.2, 258054, 3682, 1616, 109773, 1949],
  [61187, 89.5, 284599, 3351, 1650, 110929, 1950],
  [63221, 96.2, 328975, 2099, 3099, 112075, 1951],
  [63639, 98.1, 346999, 1932, 3594, 113270, 1952],
  [64989, 99, 365385, 1870, 3547, 115094, 1953],
  [63761, 100, 363112, 3578, 3350, 116219, 1954],
  [66019, 101.2, 397469, 2904, 3048, 117388, 1955],
  [67857, 104.6, 419180, 2822, 2857, 118734, 1956],
  [68169, 108.4, 442769, 2936, 2798, 120445, 1957],
  [66513, 110.8, 444546, 4681, 2637, 121950, 1958],
  [68655, 112.6, 482704, 3813, 2552, 123366, 1959],
  [69564, 114.2, 502601, 3931, 2514, 125368, 1960],
  [69331, 115.7, 518173, 4806, 2572, 127852, 1961],
  [70551, 116.9, 554894, 4007, 2827, 130081, 1962],
];

describe("leastSquares", () => {
  it("agrees with NIST's certified values for Longley's data", () => {
    const x = new Matrix(LONGLEY.map(([, ...covariates]) => [1, ...covariates]));
    const fit = expectEstimated(
      leastSquares(
        x,
        LONGLEY.map(([y = 0]) => y),
      ),
    );
    const certified = [
      -3482258.63459582, 15.0618722713733, -0.035819179292591, -2.02022980381683, -1.03322686717359,
      -0.0511041056535807, 1829.15146461355,
    ];
    const errors = [
      890420.383607373, 84.9149257747669, 0.0334910077722432, 0.488399681651699, 0.214274163161675,
      0.22607320006937, 455.478499142212,
    ];
    certified.forEach((value, index) => {
      expect((fit.coefficients[index] ?? 0) / value).toBeCloseTo(1, 9);
    });
    const own = ordinaryStandardErrors(fit);
    errors.forEach((value, index) => {
      expect((own[index] ?? 0) / value).toBeCloseTo(1, 9);
    });
    expect(fit.residualVariance / 304.854073561965 ** 2).toBeCloseTo(1, 9);
  });
  it("says which column is a combination of others", () => {
    const x = new Matrix([
      [1, 2, 3],
      [1, 5, 6],
      [1, 1, 2],
      [1, 0, 1],
    ]);
    expect(leastSquares(x, [1, 2, 3, 4])).toMatchObject({ reason: expect.stringContaining("column 3") });
    expect(leastSquares(new Matrix([[1, 2]]), [1])).toMatchObject({ status: "not-estimable" });
    expect(leastSquares(new Matrix([[0], [0]]), [1, 2])).toMatchObject({ status: "not-estimable" });
  });
  it("has no residual variance in a saturated model", () => {
    const fit = expectEstimated(
      leastSquares(
        new Matrix([
          [1, 0],
          [1, 1],
        ]),
        [3, 5],
      ),
    );
    expect([...fit.coefficients]).toEqual([expect.closeTo(3, 12), expect.closeTo(2, 12)]);
    expect(fit.residualDf).toBe(0);
    expect(fit.residualVariance).toBeNaN();
  });
});
