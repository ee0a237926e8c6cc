import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { SuiteEstimates } from "./weighted-fit.js";

/** Estimates of several suites that share their runs, with the covariance that this gives them. */
export interface CorrelatedSuites {
  readonly estimates: Float64Array;
  /** Known covariance, symmetric. */
  readonly covariance: Matrix;
  readonly design: Matrix;
}

/** Below this share of the largest one, an eigenvalue is what rounding leaves of 0. */
const FLAT = 1e-12;

/**
 * Question: how are suites taken together that the same runs were measured on?
 * Model: y ~ (X b, V + tau2 I) with V known and not diagonal.
 * Formula: V = U D U'; U' y and U' X have independent errors with variances d_j + tau2, so that generalised least
 *   squares on (y, X) is weighted least squares on (U' y, U' X), for every tau2 at once.
 * Units: those of the estimates.
 * Not estimable when: never; a direction without variance is given the least that the others allow.
 * Source: Aitken 1936; Gleser and Olkin 2009 for stochastically dependent effect sizes.
 * Checked against: metafor 3.8-1 `rma.mv` with the same V and a random effect a suite.
 */
export function independentSuites({ estimates, covariance, design }: CorrelatedSuites): SuiteEstimates {
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  const turn = eigenvectorMatrix.transpose();
  const least = FLAT * Math.max(0, ...realEigenvalues);
  return {
    estimates: Float64Array.from(turn.mmul(Matrix.columnVector([...estimates])).to1DArray()),
    variances: Float64Array.from(realEigenvalues, (value) => Math.max(value, least)),
    design: turn.mmul(design),
  };
}
