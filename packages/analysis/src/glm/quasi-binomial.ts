import { studentTTwoSided } from "../distributions/student-t.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type BinomialData, fitBinomial } from "./binomial-fit.js";

/** A logistic regression whose variance is a multiple of the binomial one. */
export interface QuasiBinomialFit {
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  readonly pValues: Float64Array;
  /** Pearson's chi-squared over its degrees of freedom. */
  readonly dispersion: number;
  readonly df: number;
}

/**
 * Question: how do the log odds differ between arms when runs vary more than chance would make them?
 * Model: one row a run, Var(k) = phi n p (1 - p), logit p = X b.
 * Formula: coefficients as in logistic regression; phi = sum (k - n p)^2 / (n p (1 - p)) / df; t with df.
 * Units: log odds per unit of the column.
 * Not estimable when: as logistic regression; as many coefficients as rows; phi is 0.
 * Source: Wedderburn 1974; McCullagh and Nelder 1989.
 * Checked against: R 4.2.2 `glm(family = quasibinomial)`.
 */
export function fitQuasiBinomial(data: BinomialData): QuasiBinomialFit | NotEstimable {
  const fit = fitBinomial(data);
  if ("status" in fit) return fit;
  if (fit.residualDf < 1) return notEstimable("there are as many coefficients as rows");
  let pearson = 0;
  fit.fitted.forEach((p, row) => {
    const n = data.trials[row] ?? 0;
    const spread = n * p * (1 - p);
    if (spread > 0) pearson += ((data.events[row] ?? 0) - n * p) ** 2 / spread;
  });
  const dispersion = pearson / fit.residualDf;
  // Convergence leaves rounding where every row is fitted exactly.
  if (!(dispersion > 1e-20)) return notEstimable("the rows do not vary around the fit");
  const standardErrors = fit.coefficients.map((_, index) =>
    Math.sqrt(dispersion * fit.covariance.get(index, index)),
  );
  return {
    coefficients: fit.coefficients,
    standardErrors,
    pValues: fit.coefficients.map((value, index) =>
      studentTTwoSided(value / (standardErrors[index] ?? Number.NaN), fit.residualDf),
    ),
    dispersion,
    df: fit.residualDf,
  };
}
