import type { BinomialData } from "../glm/binomial-fit.js";

/** Counts with fixed effects and crossed random intercepts on the scale of log odds. */
export interface BinomialMixedModel extends BinomialData {
  /** Level of each row for each random intercept, numbered from 0 without gaps. */
  readonly groups: readonly Int32Array[];
}

/** A logistic regression with random intercepts. */
export interface BinomialMixedFit {
  readonly coefficients: Float64Array;
  /** From the curvature of the deviance in all parameters that are not at 0. */
  readonly standardErrors: Float64Array;
  /** Standard deviation of each random intercept; 0 at the boundary. */
  readonly deviations: Float64Array;
  readonly logLikelihood: number;
}
