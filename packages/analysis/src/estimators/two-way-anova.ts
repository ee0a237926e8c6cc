import { hasRunVariance } from "../effects/comparison.js";
import { tEffect } from "../effects/t-effect.js";
import { twoWayComponents } from "../effects/two-way-components.js";
import { notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

/**
 * Question: by how much do the means of two arms differ, over new runs or over new runs and new prompts?
 * Model: crossed runs and prompts, variance and df of `mover-wilson`, and a normal mean. An alternative away from
 *   the ends of the scale, where it agrees with the default.
 * Formula: d -+ t_df sqrt V; not clipped to the scale.
 * Units: rates on [0, 1].
 * Not estimable when: an arm has one run; prompt-general with fewer than five clusters; nothing varies; log odds.
 * Source: crossed two-way analysis of variance; Satterthwaite 1946.
 * Checked against: R 4.2.2 closed form; lme4 1.1-31 REML where no component is 0.
 */
export const twoWayAnova: Estimator = {
  id: "two-way-anova",
  accepts: (comparison) => comparison.level === "samples" && hasRunVariance(comparison),
  estimate: (comparison, question) => {
    if (comparison.level !== "samples") return notEstimable("it needs a score for each sample");
    if (question.scale === "log-odds")
      return notEstimable("cell means are compared on the scale of the score only");
    const { arm, control, ...components } = twoWayComponents(comparison.pair);
    const found = question.target === "prompt-general" ? components.promptGeneral : components.suiteFixed;
    if ("status" in found) return found;
    return tEffect({ estimate: arm.rate - control.rate, ...found }, question.level);
  },
};
