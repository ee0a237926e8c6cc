import { criticalT, studentTTwoSided } from "../distributions/student-t.js";
import { hasRunVariance } from "../effects/comparison.js";
import { intervalOf } from "../effects/effect-estimate.js";
import { runRates } from "../effects/run-rates.js";
import { runVariance } from "../effects/run-variance.js";
import { notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

/**
 * Question: by how much do the means of two arms differ over new runs, on the same prompts?
 * Model: run means are normal, each arm with its own variance. An alternative for five runs or more.
 * Formula: d -+ t_df sqrt(s1^2/S1 + s0^2/S0), Welch df, floor 1; not clipped to the scale.
 * Units: rates on [0, 1].
 * Not estimable when: an arm has fewer than two runs; no run differs from its arm; prompt-general; log odds.
 * Source: Welch 1947.
 * Checked against: R 4.2.2 `t.test`.
 */
export const welchRuns: Estimator = {
  id: "welch-runs",
  accepts: hasRunVariance,
  estimate: (comparison, question) => {
    if (question.target === "prompt-general") return notEstimable("run means say nothing of other prompts");
    if (question.scale === "log-odds")
      return notEstimable("run means are compared on the scale of the score only");
    const { arm, control } = runRates(comparison);
    const found = runVariance(arm, control);
    if ("status" in found) return found;
    if (!(found.variance > 0)) return notEstimable("no run differs from the others of its arm");
    const estimate = found.armMean - found.controlMean;
    const standardError = Math.sqrt(found.variance);
    const half = criticalT(question.level, found.df) * standardError;
    return {
      status: "estimated",
      estimate,
      standardError,
      df: found.df,
      interval: intervalOf({ lower: estimate - half, upper: estimate + half }, question.level),
      pValue: studentTTwoSided(estimate / standardError, found.df),
      scope: "recipe",
      reason: null,
    };
  },
};
