import type { DoseSeries } from "@holdfast/core";
import { contrastQuantity } from "../drivers/contrast-quantity.js";
import { contrastVariance } from "../drivers/contrast-variance.js";
import { targetsOf } from "../findings/contrast.js";
import { notEstimable } from "../not-estimable.js";
import { cochranArmitage } from "./cochran-armitage.js";
import { type DoseCourse, placeOfDose } from "./dose-course.js";
import { type DoseQuestion, methodOf } from "./dose-question.js";

/** Slope of the means on the axis of doses, as weights of the arms. */
function slopeWeights({ doses, scaled }: DoseCourse, logs: readonly number[]): Float64Array {
  const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  const spread = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const weights = new Float64Array(scaled.arms.length);
  doses.forEach(({ arm }, index) => {
    weights[arm] = (weights[arm] ?? 0) + ((logs[index] ?? 0) - mean) / spread;
  });
  return weights;
}

/**
 * Question: does the outcome go up or down with the dose?
 * Model: arm means on a straight line over log(1 + dose / smallest dose above 0); runs as in `contrast-variance`.
 * Formula: least-squares slope over the doses as a contrast of arms; own variances, pooled where an arm has one run.
 * Units: the metric's own, for each unit of that axis (about a dose 1.7 times the smallest, from none).
 * Not estimable when: no arm has two runs; prompt-general as there.
 * Source: Abelson and Tukey 1963.
 * Checked against: R 4.2.2 `lm` on arm means; `contrast-variance`.
 */
export function doseTrend({ course, target, level }: DoseQuestion): DoseSeries["trend"] {
  const logs = course.doses.map(({ dose }) => placeOfDose(course.doses)(dose));
  const weights = slopeWeights(course, logs);
  const unbounded = { ...course.scaled, isBounded: false };
  return targetsOf(target).map((own) => ({
    target: own,
    quantity: contrastQuantity(unbounded, weights, { target: own, method: methodOf(course), level }),
  }));
}

/** Effective counts from each arm's own variance; scores where runs and prompts add nothing to chance. */
export function trendCheck({
  course,
  measured,
  binary,
  target,
}: DoseQuestion): DoseSeries["cochranArmitage"] {
  if (!binary) return notEstimable("it is made for scores of 0 and 1");
  const { doses, scaled } = course;
  const groups: { events: number; n: number; score: number }[] = [];
  for (const { arm, dose } of doses) {
    const own = measured.arms[arm];
    if (own === undefined || own.observations === null || own.components.runs < 2)
      return notEstimable("an arm has one run, or the number of its scores is not known");
    const weights = new Float64Array(scaled.arms.length);
    weights[arm] = 1;
    const variances = contrastVariance(scaled, weights, "welch");
    const general = target === "prompt-general" ? variances.promptGeneral : variances.suiteFixed;
    const found = "status" in general ? variances.suiteFixed : general;
    if ("status" in found) return found;
    const { rate, runs } = own.components;
    const spread = rate * (1 - rate);
    const clusters = scaled.sizes.length > 0 ? scaled.sizes.length : own.observations / runs;
    const n =
      found.variance > 0 && spread > 0 ? Math.min(own.observations, spread / found.variance) : clusters;
    groups.push({ events: n * rate, n, score: placeOfDose(doses)(dose) });
  }
  const test = cochranArmitage(groups);
  return "status" in test ? test : { status: "estimated", ...test };
}
