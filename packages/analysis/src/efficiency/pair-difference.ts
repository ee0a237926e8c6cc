import type { Quantity, Target } from "@holdfast/core";
import { quantityOf } from "../drivers/contrast-numbers.js";
import type { ScaledArms } from "../drivers/contrast-scale.js";
import { contrastVariance } from "../drivers/contrast-variance.js";
import { moverWilsonEffect } from "../effects/effective-rates.js";
import { estimateContrast } from "../findings/lead-effects.js";
import { comparisonOf } from "../measure/comparison-of.js";
import type { MeasuredArms } from "../measure/measured-arms.js";
import { notEstimable } from "../not-estimable.js";

/** Two of the measured arms, and how their difference is asked for. */
export interface PairQuestion {
  readonly arm: number;
  readonly other: number;
  readonly target: Target;
  readonly level: number;
  readonly binary: boolean;
  /** False where a test would rank arms that differ in tokens. */
  readonly tested: boolean;
}

/** Why two arms with different tokens are not tested against each other. */
const UNEQUAL = "not tested, because the two arms differ in tokens";

/**
 * The difference of two arms as the estimator of leads gives it. With a score for each sample and two runs a side it
 * is worked out from what is known of all arms, on the prompts that all of them share.
 */
export function pairDifference(
  measured: MeasuredArms,
  scaled: ScaledArms,
  clusterOf: Int32Array,
  { arm, other, target, level, binary, tested }: PairQuestion,
): Quantity {
  const [one, zero] = [measured.arms[arm], measured.arms[other]];
  if (one === undefined || zero === undefined) return notEstimable("one of the two arms has no outcome");
  const question = { scale: "difference", target, level, intervalOnly: !tested } as const;
  const untested = (quantity: Quantity): Quantity =>
    tested || quantity.status === "not-estimable"
      ? quantity
      : { ...quantity, pValue: null, reason: quantity.reason ?? UNEQUAL };
  const sizes = { arm: one.observations, control: zero.observations };
  const whole =
    measured.level === "samples" &&
    one.components.runs >= 2 &&
    zero.components.runs >= 2 &&
    sizes.arm !== null &&
    sizes.control !== null;
  if (!whole) {
    const comparison = comparisonOf(one.moment.units, zero.moment.units, clusterOf, binary);
    const { estimate } = estimateContrast({ comparison }, "difference", target, level, {
      intervalOnly: !tested,
    });
    return untested(quantityOf(estimate, scaled.factor));
  }
  const weights = new Float64Array(scaled.arms.length);
  weights[arm] = 1;
  weights[other] = -1;
  const variances = contrastVariance(scaled, weights, "welch");
  const found = target === "prompt-general" ? variances.promptGeneral : variances.suiteFixed;
  if ("status" in found) return found;
  const clusters = measured.sizes.length;
  const estimate = moverWilsonEffect(
    {
      arm: { rate: one.components.rate, observations: sizes.arm ?? 0 },
      control: { rate: zero.components.rate, observations: sizes.control ?? 0 },
      variance: found.variance,
      df: found.df,
      whenNothingVaries: { arm: clusters, control: clusters },
      floored: binary,
    },
    question,
  );
  return untested(quantityOf(estimate, scaled.factor));
}
