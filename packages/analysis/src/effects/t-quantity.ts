import type { EstimatedQuantity } from "@holdfast/core";
import { criticalT, studentTTwoSided } from "../distributions/student-t.js";
import { intervalOf, reportedDf } from "./effect-estimate.js";

/**
 * An estimate with its t interval and two-sided p-value against 0. A variance that is 0 or NaN gives the estimate
 * alone, with the reason; never a standard error of 0.
 *
 * @param df degrees of freedom; Infinity for the normal
 * @param whenNothingVaries why there is no interval where the variance is not positive
 */
export function tQuantity(
  { estimate, variance, df }: { readonly estimate: number; readonly variance: number; readonly df: number },
  level: number,
  whenNothingVaries = "nothing varies that an interval could rest on",
): EstimatedQuantity {
  if (!(variance > 0) || !(df > 0)) {
    return {
      status: "estimated",
      estimate,
      standardError: null,
      df: null,
      interval: null,
      pValue: null,
      reason: whenNothingVaries,
    };
  }
  const standardError = Math.sqrt(variance);
  const half = criticalT(level, df) * standardError;
  return {
    status: "estimated",
    estimate,
    standardError,
    df: reportedDf(df),
    interval: intervalOf({ lower: estimate - half, upper: estimate + half }, level),
    pValue: studentTTwoSided(estimate / standardError, df),
    reason: null,
  };
}
