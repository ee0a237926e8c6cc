import type { Interval } from "@holdfast/core";
import type { Matrix } from "ml-matrix";
import { chiSquaredUpperTail } from "../distributions/chi-squared.js";
import { criticalT } from "../distributions/student-t.js";
import { intervalOf } from "../effects/effect-estimate.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type HeterogeneityMethod, heterogeneity } from "./heterogeneity.js";
import { type SuiteEstimates, weightedFit } from "./weighted-fit.js";

/** A synthesis of several suites. */
export interface RandomEffects {
  readonly coefficients: Float64Array;
  /** (X' W X)^-1 at tau2. */
  readonly covariance: Matrix;
  /** Hartung-Knapp scale y' P y / (k - p): the covariance is multiplied by it. */
  readonly scale: number;
  /** k - p. */
  readonly df: number;
  readonly tau2: number;
  /** Heterogeneity test at tau2 = 0, with its p-value. */
  readonly q: number;
  readonly qPValue: number;
  /** Share of the variation that is between suites, in percent. */
  readonly i2: number;
  readonly weights: Float64Array;
}

function shareBetween(
  method: HeterogeneityMethod,
  { tau2, q, df, trace }: { tau2: number; q: number; df: number; trace: number },
): number {
  if (method === "fixed") return q > df ? (100 * (q - df)) / q : 0;
  return (100 * tau2) / (tau2 + df / trace);
}

/**
 * Question: what do several suites say together, and how far do they differ?
 * Model: as in {@link heterogeneity}; coefficients by weighted least squares at the estimated tau2.
 * Formula: b = (X' W X)^-1 X' W y, w_j = 1 / (v_j + tau2); Hartung-Knapp scale q = y' P y / (k - p), t on k - p.
 *   I2 = 100 tau2 / (tau2 + (k - p) / tr P(0)); for `fixed` 100 (Q - (k - p)) / Q.
 * Units: those of the estimates.
 * Not estimable when: there are no more suites than coefficients, a suite has no variance, the design is not of full rank.
 * Source: Hartung and Knapp 2001; Sidik and Jonkman 2002; Higgins and Thompson 2002; Viechtbauer 2010.
 * Checked against: metafor 3.8-1 `rma` and `predict`, k = 2 to 12, tau2 = 0 among them.
 */
export function randomEffects(
  suites: SuiteEstimates,
  method: HeterogeneityMethod,
): RandomEffects | NotEstimable {
  const df = suites.estimates.length - suites.design.columns;
  if (df < 1)
    return notEstimable(
      `${suites.estimates.length} suite${suites.estimates.length === 1 ? "" : "s"} can be taken together, and ${suites.design.columns + 1} are needed to see how suites differ`,
    );
  if (!suites.variances.every((variance) => variance > 0))
    return notEstimable("a suite has no variance to be weighed by");
  const whole = weightedFit(suites, 0);
  const tau2 = heterogeneity(suites, method);
  const fit = weightedFit(suites, tau2);
  if (whole === undefined || fit === undefined)
    return notEstimable("the suites do not tell the asked quantities apart");
  const q = whole.residual;
  return {
    coefficients: fit.coefficients,
    covariance: fit.covariance,
    scale: fit.residual / df,
    df,
    tau2,
    q,
    qPValue: chiSquaredUpperTail(q, df),
    i2: shareBetween(method, { tau2, q, df, trace: whole.trace }),
    weights: fit.weights,
  };
}

/** The interval for the true effect of a new suite: tau2 is added to the variance of the mean. */
export function predictionInterval(
  estimate: number,
  { variance, tau2, df }: { readonly variance: number; readonly tau2: number; readonly df: number },
  level: number,
): Interval {
  const half = criticalT(level, df) * Math.sqrt(variance + tau2);
  return intervalOf({ lower: estimate - half, upper: estimate + half }, level);
}
