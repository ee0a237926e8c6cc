import type { Quantity } from "@holdfast/core";
import { contrastQuantity } from "../drivers/contrast-quantity.js";
import { contrastVariance } from "../drivers/contrast-variance.js";
import { weighted } from "../drivers/linear-fit.js";
import { tQuantity } from "../effects/t-quantity.js";
import { notEstimable } from "../not-estimable.js";
import type { DoseCourse } from "./dose-course.js";
import { type DoseQuestion, methodOf } from "./dose-question.js";

/** Effects at the doses above 0 over the baseline, in the direction of better, with their weights of the arms. */
function effectsOf({ doses, scaled, better }: DoseCourse, baseline: number) {
  return doses
    .filter(({ dose, arm }) => dose > 0 && arm !== baseline)
    .map(({ arm, dose }) => {
      const weights = new Float64Array(scaled.arms.length);
      weights[arm] = better;
      weights[baseline] = -better;
      return {
        dose,
        arm,
        weights,
        effect: weighted(
          weights,
          scaled.arms.map(({ rate }) => rate),
        ),
      };
    });
}

/**
 * Question: by how many percent does the effect grow for one percent more of the dose?
 * Model: log effect on a straight line in log dose, over the doses above 0.
 * Formula: slope of ln(effect) on ln(dose); variance to first order as that of a contrast of arms.
 * Units: none; 1 is in proportion, 0 is no more for more.
 * Not estimable when: there are fewer than two doses above 0, no arm without a dose, or an effect is not told from 0.
 * Source: delta method.
 * Checked against: the closed form for two doses, in `dose-course.test.ts`.
 */
export function elasticity({ course, baseline, target, level }: DoseQuestion): Quantity {
  if (baseline === null) return notEstimable("there is no arm without a dose to count effects from");
  const effects = effectsOf(course, baseline);
  const logs = effects.map(({ dose }) => Math.log(dose));
  if (new Set(logs).size < 2) return notEstimable("there are fewer than two doses above 0");
  if (effects.some(({ effect }) => !(effect > 0)))
    return notEstimable("not every dose has an effect in the direction of better");
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const spread = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const { scaled } = course;
  const gradient = new Float64Array(scaled.arms.length);
  let estimate = 0;
  const method = methodOf(course);
  for (const [index, { effect, weights }] of effects.entries()) {
    const own = contrastQuantity(scaled, weights, { target, method, level });
    if (own.status === "estimated" && own.interval !== null && (own.interval.lower ?? 0) <= 0)
      return notEstimable("the effect of a dose is not told from 0, so its logarithm is not known");
    const slope = ((logs[index] ?? 0) - mean) / spread;
    estimate += slope * Math.log(effect);
    weights.forEach((weight, arm) => {
      gradient[arm] = (gradient[arm] ?? 0) + (slope * weight) / effect;
    });
  }
  const variances = contrastVariance(scaled, gradient, method);
  const found = target === "prompt-general" ? variances.promptGeneral : variances.suiteFixed;
  if ("status" in found)
    return tQuantity({ estimate, variance: Number.NaN, df: Number.NaN }, level, found.reason);
  return tQuantity({ estimate, ...found }, level);
}
