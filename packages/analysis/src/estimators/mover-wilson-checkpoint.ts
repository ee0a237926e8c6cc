import { armComponents } from "../effects/arm-components.js";
import { type Comparison, hasRunVariance } from "../effects/comparison.js";
import { CHECKPOINT_REASON, type EffectEstimate, type EffectQuestion } from "../effects/effect-estimate.js";
import { moverWilsonEffect, type RatesWithVariance } from "../effects/effective-rates.js";
import { MINIMUM_CLUSTERS, promptVariance } from "../effects/two-way-components.js";
import { notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

function ratesOf(
  comparison: Extract<Comparison, { level: "samples" }>,
  target: EffectQuestion["target"],
): RatesWithVariance {
  const { pair, binary } = comparison;
  const arm = armComponents(pair.arm, pair.sizes);
  const control = armComponents(pair.control, pair.sizes);
  const sides = {
    arm: { rate: arm.rate, observations: pair.arm.observations },
    control: { rate: control.rate, observations: pair.control.observations },
  };
  if (target === "prompt-general") {
    const variance = promptVariance(arm, control, pair.sizes);
    return {
      ...sides,
      variance,
      df: pair.clusters - 1,
      whenNothingVaries: { arm: pair.clusters, control: pair.clusters },
      floored: binary,
    };
  }
  const variance = [sides.arm, sides.control].reduce(
    (sum, side) => sum + (side.rate * (1 - side.rate)) / side.observations,
    0,
  );
  const whenNothingVaries = { arm: pair.arm.observations, control: pair.control.observations };
  return { ...sides, variance, df: Number.POSITIVE_INFINITY, whenNothingVaries, floored: true };
}

/**
 * Question: by how much do these checkpoints differ, where an arm has a single run?
 * Model: the checkpoints are fixed. Prompt-general: prompts (clusters) are drawn anew, paired over both arms.
 *   Suite-fixed: the same prompts are asked again; scores are independent with at most binomial variance.
 * Formula: prompt-general: V = C/(C-1) sum w^2 (d - dbar)^2 with C - 1 df, then MOVER-Wilson as in `mover-wilson`;
 *   suite-fixed: Newcombe on all scores, with the normal quantile.
 * Units: rates on [0, 1], or log odds.
 * Not estimable when: prompt-general with fewer than five clusters. A p-value about the recipe never is.
 * Source: Miller 2024 (paired, clustered difference of two models); Newcombe 1998, method 10.
 * Checked against: statsmodels through `newcombe`; the cluster variance against a hand-worked case.
 */
export const moverWilsonCheckpoint: Estimator = {
  id: "mover-wilson-checkpoint",
  accepts: (comparison) => comparison.level === "samples" && !hasRunVariance(comparison),
  estimate: (comparison, question): EffectEstimate => {
    if (comparison.level !== "samples") return notEstimable("it needs a score for each sample");
    const { clusters } = comparison.pair;
    if (question.target === "prompt-general" && clusters < MINIMUM_CLUSTERS) {
      return notEstimable(
        `${clusters} independent clusters of prompts (at least ${MINIMUM_CLUSTERS} needed to speak of other prompts)`,
      );
    }
    const found = moverWilsonEffect(ratesOf(comparison, question.target), {
      ...question,
      intervalOnly: true,
    });
    if (found.status === "not-estimable") return found;
    return { ...found, pValue: null, scope: "checkpoint", reason: CHECKPOINT_REASON };
  },
};
