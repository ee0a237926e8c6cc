import type { Matrix } from "ml-matrix";
import { chiSquaredQuantile } from "../distributions/chi-squared.js";
import { brentRoot } from "../numeric/brent-root.js";
import { type BinomialData, type BinomialFit, iterateBinomial } from "./binomial-fit.js";
import { binomialDeviance } from "./binomial-likelihood.js";

/** Limits of a coefficient; null where the likelihood does not fall far enough on that side. */
export interface ProfileLimits {
  readonly lower: number | null;
  readonly upper: number | null;
}

/** How much farther each next try lies from the estimate. */
const FARTHER = 1.6;
const MOST_TRIES = 24;

/** The point on one side of `estimate` where a profile that is 0 there has risen to `height`. */
export function profileLimit(
  profile: (value: number) => number,
  estimate: number,
  height: number,
  firstStep: number,
): number | null {
  let near = estimate;
  let step = firstStep;
  for (let count = 0; count < MOST_TRIES; count += 1) {
    const far = estimate + step;
    const risen = profile(far);
    if (Number.isNaN(risen)) return null;
    if (risen >= height)
      return brentRoot((value) => profile(value) - height, near, far, { tolerance: 1e-11 });
    near = far;
    step *= FARTHER;
  }
  return null;
}

/** The design without one column. */
export function withoutColumn(x: Matrix, column: number): Matrix {
  const others = Array.from({ length: x.columns }, (_, other) => other).filter((other) => other !== column);
  return x.subMatrixColumn(others);
}

/** The least deviance with one coefficient held at a value. */
function constrainedDeviance(data: BinomialData, column: number, value: number): number {
  const offset = Float64Array.from(data.x.getColumn(column), (own) => own * value);
  if (data.x.columns === 1) return binomialDeviance(data.events, data.trials, offset);
  const fit = iterateBinomial({ ...data, x: withoutColumn(data.x, column) }, offset);
  return "deviance" in fit ? fit.deviance : Number.NaN;
}

/**
 * Question: which values of a coefficient are compatible with the data?
 * Model: the logistic regression of the fit.
 * Formula: values whose best deviance, all other coefficients free, is within the chi-squared quantile (1 df) of the
 *   least one. Where the others run to infinity on the way, the deviance that they tend to counts.
 * Units: log odds per unit of the column.
 * Source: Venzon and Moolgavkar 1988.
 * Checked against: R 4.2.2 `confint` of a `glm` (MASS, which interpolates a spline: agreement to 1e-4).
 */
export function profileLimits(
  data: BinomialData,
  fit: BinomialFit,
  column: number,
  level: number,
): ProfileLimits {
  const estimate = fit.coefficients[column] ?? Number.NaN;
  const height = chiSquaredQuantile(level, 1);
  const step = Math.sqrt(height * fit.covariance.get(column, column));
  const profile = (value: number) => constrainedDeviance(data, column, value) - fit.deviance;
  return {
    lower: profileLimit(profile, estimate, height, -step),
    upper: profileLimit(profile, estimate, height, step),
  };
}
