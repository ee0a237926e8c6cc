import { studentTTwoSided } from "../distributions/student-t.js";
import { type TermWeights, termWeights } from "./term-weights.js";

/** A linear model fitted to single responses, as R's `lm` and `anova` report it. */
export interface LinearFit {
  /** NaN where a term is aliased with earlier ones. */
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  readonly t: Float64Array;
  readonly pValues: Float64Array;
  /** Residual standard deviation; NaN without residual degrees of freedom. */
  readonly sigma: number;
  readonly df: number;
  readonly rSquared: number;
  /** What each column after the first explains beyond those before it; the residual sum of squares last. */
  readonly sumsOfSquares: Float64Array;
}

/** The weights times the responses; NaN for a term without weights. */
export function weighted(weights: Float64Array | null, responses: ArrayLike<number>): number {
  if (weights === null) return Number.NaN;
  let sum = 0;
  for (let row = 0; row < weights.length; row += 1) sum += (weights[row] ?? 0) * (responses[row] ?? 0);
  return sum;
}

function squares(weights: Float64Array | null): number {
  return weights === null ? Number.NaN : weights.reduce((sum, weight) => sum + weight * weight, 0);
}

/**
 * Question: what do the terms of a linear model contribute to the responses of single runs?
 * Model: y = X b + e, e independent with one variance; the first column of X is the intercept.
 * Formula: b by `termWeights`; s^2 = RSS / (n - rank); se = s |weights|.
 * Units: those of the responses.
 * Not estimable when: a term is a combination of earlier ones (NaN); there is no residual df (standard errors NaN).
 * Source: Gauss 1823; Fisher 1925.
 * Checked against: R 4.2.2 `lm`, `anova`.
 */
export function linearFit(
  columns: readonly Float64Array[],
  responses: Float64Array,
  model: TermWeights = termWeights(columns),
): LinearFit {
  const coefficients = Float64Array.from(model.weights, (weights) => weighted(weights, responses));
  let residual = 0;
  let total = 0;
  const mean = responses.reduce((sum, value) => sum + value, 0) / responses.length;
  responses.forEach((response, row) => {
    let fitted = 0;
    columns.forEach((column, index) => {
      const coefficient = coefficients[index] ?? 0;
      if (!Number.isNaN(coefficient)) fitted += coefficient * (column[row] ?? 0);
    });
    residual += (response - fitted) ** 2;
    total += (response - mean) ** 2;
  });
  const df = responses.length - model.rank;
  const sigma = df > 0 ? Math.sqrt(residual / df) : Number.NaN;
  const standardErrors = Float64Array.from(model.weights, (weights) => sigma * Math.sqrt(squares(weights)));
  const t = coefficients.map((value, index) => value / (standardErrors[index] ?? Number.NaN));
  const explained = model.orthonormal.slice(1).map((column) => weighted(column, responses) ** 2);
  return {
    coefficients,
    standardErrors,
    t,
    pValues: t.map((value) => studentTTwoSided(value, df)),
    sigma,
    df,
    rSquared: 1 - residual / total,
    sumsOfSquares: Float64Array.from([...explained, residual]),
  };
}
