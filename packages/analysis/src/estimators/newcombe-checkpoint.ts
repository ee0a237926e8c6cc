import { hasRunVariance, type RunValue } from "../effects/comparison.js";
import { CHECKPOINT_REASON } from "../effects/effect-estimate.js";
import { moverWilsonEffect, type ObservedRate } from "../effects/effective-rates.js";
import { notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

/** All scores of one side together; undefined where a run does not say how many it has. */
function pooled(runs: readonly RunValue[]): ObservedRate | undefined {
  let events = 0;
  let observations = 0;
  for (const run of runs) {
    if (run.observations === null) return undefined;
    events += run.rate * run.observations;
    observations += run.observations;
  }
  return observations > 0 ? { rate: events / observations, observations } : undefined;
}

/**
 * Question: by how much do these checkpoints' rates differ, where counts are known and an arm has a single run?
 * Model: counts are binomial and independent; the checkpoints are fixed.
 * Formula: Newcombe on the counts, with the normal quantile. On log odds the same Wilson limits by MOVER.
 * Units: rates on [0, 1], or log odds.
 * Not estimable when: prompt-general (nothing is known of how prompts differ); a p-value about the recipe never is.
 * Source: Newcombe 1998, method 10.
 * Checked against: statsmodels 0.13.5 `confint_proportions_2indep(method = "newcomb")`.
 */
export const newcombeCheckpoint: Estimator = {
  id: "newcombe-checkpoint",
  accepts: (comparison) => comparison.level === "counts" && !hasRunVariance(comparison),
  estimate: (comparison, question) => {
    if (comparison.level !== "counts") return notEstimable("it needs counts");
    if (question.target === "prompt-general") {
      return notEstimable("without a score for each sample nothing is known of how prompts differ");
    }
    const arm = pooled(comparison.arm);
    const control = pooled(comparison.control);
    if (arm === undefined || control === undefined) return notEstimable("one side has no counts");
    const variance = [arm, control].reduce(
      (sum, side) => sum + (side.rate * (1 - side.rate)) / side.observations,
      0,
    );
    // With the binomial variance itself the design effect is 1, so each side keeps its own number of scores.
    const sides = { arm, control, variance, df: Number.POSITIVE_INFINITY, floored: true };
    const found = moverWilsonEffect(
      { ...sides, whenNothingVaries: { arm: arm.observations, control: control.observations } },
      { ...question, intervalOnly: true },
    );
    if (found.status === "not-estimable") return found;
    return { ...found, pValue: null, scope: "checkpoint", reason: CHECKPOINT_REASON };
  },
};
