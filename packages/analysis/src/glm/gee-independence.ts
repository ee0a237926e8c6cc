import { Matrix } from "ml-matrix";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type BinomialData, fitBinomial } from "./binomial-fit.js";

/** A population-averaged logistic regression. */
export interface GeeFit {
  readonly coefficients: Float64Array;
  /** Holds whatever the dependence within clusters. */
  readonly robustCovariance: Matrix;
  readonly clusters: number;
}

/**
 * Question: how do the log odds depend on the covariates on average, when rows of one cluster depend on each other?
 * Model: logit E(k/n) = X b; clusters independent, working independence within.
 * Formula: coefficients as in logistic regression; (X'WX)^-1 {sum X_g'r_g r_g'X_g} (X'WX)^-1, r = k - n p.
 * Units: log odds per unit of the column.
 * Not estimable when: as logistic regression; one cluster. With few clusters the errors are too small.
 * Source: Liang and Zeger 1986.
 * Checked against: geepack 1.3.9.
 *
 * @param cluster cluster of each row, numbered from 0
 */
export function geeIndependence(data: BinomialData, cluster: Int32Array): GeeFit | NotEstimable {
  const fit = fitBinomial(data);
  if ("status" in fit) return fit;
  const clusters = cluster.reduce((most, own) => Math.max(most, own + 1), 0);
  if (clusters < 2) return notEstimable("one cluster says nothing about how clusters differ");
  const scores = new Matrix(clusters, data.x.columns);
  fit.fitted.forEach((p, row) => {
    const own = cluster[row] ?? 0;
    const left = (data.events[row] ?? 0) - (data.trials[row] ?? 0) * p;
    for (let column = 0; column < data.x.columns; column += 1) {
      scores.set(own, column, scores.get(own, column) + data.x.get(row, column) * left);
    }
  });
  const half = scores.mmul(fit.covariance);
  return { coefficients: fit.coefficients, robustCovariance: half.transpose().mmul(half), clusters };
}
