import { hasRunVariance } from "../effects/comparison.js";
import { logit } from "../intervals/mover-log-odds.js";
import { notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

/**
 * Question: by how much do two published values differ, where nothing but the values is known?
 * Model: none; the values are taken as they stand.
 * Formula: mean of the arm's values - mean of the control's; on log odds the difference of the logits.
 * Units: rates on [0, 1], or log odds.
 * Not estimable when: prompt-general; a side has no value; log odds with a value at an end of the scale. An
 *   interval and a p-value never are.
 * Source: none needed.
 * Checked against: hand-worked cases.
 */
export const pointDifference: Estimator = {
  id: "point-difference",
  accepts: (comparison) => comparison.level === "point" && !hasRunVariance(comparison),
  estimate: (comparison, question) => {
    if (comparison.level === "samples") return notEstimable("it is made for values alone");
    if (question.target === "prompt-general") {
      return notEstimable("without a score for each sample nothing is known of how prompts differ");
    }
    const { arm, control } = comparison;
    if (arm.length === 0 || control.length === 0) return notEstimable("one side has no value");
    const mean = (runs: typeof arm) => runs.reduce((sum, { rate }) => sum + rate / runs.length, 0);
    const estimate =
      question.scale === "difference" ? mean(arm) - mean(control) : logit(mean(arm)) - logit(mean(control));
    if (!Number.isFinite(estimate))
      return notEstimable("a value is at an end of the scale, where log odds are infinite");
    return {
      status: "estimated",
      estimate,
      standardError: null,
      df: null,
      interval: null,
      pValue: null,
      scope: "checkpoint",
      reason: "a value alone has no uncertainty that could be stated",
    };
  },
};
