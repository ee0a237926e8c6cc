import type { Quantity, Target } from "@holdfast/core";
import type { CrossedArm, CrossedPair } from "../effects/crossed-pair.js";
import { crossArms } from "../effects/crossed-pair.js";
import { CHECKPOINT_REASON } from "../effects/effect-estimate.js";
import { runVariance } from "../effects/run-variance.js";
import { tQuantity } from "../effects/t-quantity.js";
import { MINIMUM_CLUSTERS, twoWayComponents, type VarianceEstimate } from "../effects/two-way-components.js";
import { poorestLevel } from "../measure/checkpoint-value.js";
import { matrixOfUnits, valuesOfUnits } from "../measure/comparison-of.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { changeScores, reportedPart } from "./level-change.js";
import type { MatchedLevels } from "./matched-levels.js";

interface DataChange extends VarianceEstimate {
  readonly estimate: number;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function fromSamples(
  arm: MatchedLevels,
  control: MatchedLevels,
  clusterOf: Int32Array,
  target: Target,
): DataChange | NotEstimable {
  const matrix = (levels: MatchedLevels, side: "from" | "to") =>
    matrixOfUnits(levels[side], clusterOf.length);
  const crossed = crossArms(
    [matrix(arm, "from"), matrix(arm, "to"), matrix(control, "from"), matrix(control, "to")],
    clusterOf,
  );
  if ("status" in crossed) return crossed;
  const { sizes, prompts, dropped } = crossed;
  const [armFrom, armTo, controlFrom, controlTo] = crossed.arms;
  if (armFrom === undefined || armTo === undefined || controlFrom === undefined || controlTo === undefined)
    return notEstimable("one side has no run");
  const change = (from: CrossedArm, to: CrossedArm) => changeScores({ from, to, sizes });
  const pair: CrossedPair = {
    arm: change(armFrom, armTo),
    control: change(controlFrom, controlTo),
    sizes,
    clusters: sizes.length,
    prompts,
    dropped,
  };
  const components = twoWayComponents(pair);
  const estimate = components.arm.rate - components.control.rate;
  const found = target === "prompt-general" ? components.promptGeneral : components.suiteFixed;
  if (!("status" in found)) return { estimate, ...found };
  if (arm.to.length >= 2 && control.to.length >= 2) return found;
  if (target === "suite-fixed") return fromValues(arm, control, target);
  if (sizes.length < MINIMUM_CLUSTERS)
    return notEstimable(
      `${sizes.length} independent clusters of prompts (at least ${MINIMUM_CLUSTERS} needed)`,
    );
  return { estimate, variance: components.prompt, df: sizes.length - 1 };
}

function fromValues(arm: MatchedLevels, control: MatchedLevels, target: Target): DataChange | NotEstimable {
  if (target === "prompt-general")
    return notEstimable("without a score for each sample nothing is known of how prompts differ");
  const level = poorestLevel([arm.level, control.level], true);
  const changes = ({ from, to, isShared }: MatchedLevels) => {
    const [start, end] = [valuesOfUnits(from, level), valuesOfUnits(to, level)];
    return Float64Array.from(end, ({ rate }, run) => rate - (start[isShared ? 0 : run]?.rate ?? 0));
  };
  const [one, zero] = [changes(arm), changes(control)];
  const estimate = mean(one) - mean(zero);
  const welch = runVariance(one, zero);
  if (!("status" in welch)) return { estimate, variance: welch.variance, df: welch.df };
  // A start that both share is the same for both and drops out.
  const isCommon = arm.isShared && control.isShared;
  const parts = [arm, control].flatMap(({ from, to }) => [
    ...(isCommon ? [] : [reportedPart(valuesOfUnits(from, level))]),
    reportedPart(valuesOfUnits(to, level)),
  ]);
  const variance = parts.reduce<number>((sum, part) => sum + (part ?? Number.NaN), 0);
  return { estimate, variance, df: Number.POSITIVE_INFINITY };
}

/**
 * Question: which part of a stage's change is due to the arm's own data, and which to the training that both share?
 * Model: change scores of both arms; a start that all arms share drops out.
 * Formula: (change of the arm) - (change of its control): arm x stage; V as `two-way-components` on change scores, or
 *   Welch on the runs' changes below sample level; one run: prompts, or reported errors.
 * Units: the metric's own.
 * Not estimable when: prompt-general below sample level or with fewer than five clusters; a side has no run at both.
 * Source: statistics of this project, 2.0 and 2.5; Welch 1947.
 * Checked against: R 4.2.2 `t.test` on change scores.
 *
 * @returns the quantity at any confidence level
 */
export function dataChange(
  arm: MatchedLevels,
  control: MatchedLevels,
  clusterOf: Int32Array,
  question: { readonly target: Target; readonly range: number },
): (level: number) => Quantity {
  if ([arm.from, arm.to, control.from, control.to].some((units) => units.length === 0))
    return () => ({ status: "not-estimable", reason: "no run of an arm was measured at both stages" });
  const { range, target } = question;
  const hasSamples = arm.level === "samples" && control.level === "samples";
  const found = hasSamples ? fromSamples(arm, control, clusterOf, target) : fromValues(arm, control, target);
  if ("status" in found) return () => ({ status: "not-estimable", reason: found.reason });
  const inUnit = { estimate: found.estimate * range, variance: found.variance * range * range, df: found.df };
  const unvarying = Number.isNaN(found.variance)
    ? "values alone have no uncertainty that could be stated"
    : "the changes of the runs do not differ at all";
  const isRecipe = arm.to.length >= 2 && control.to.length >= 2;
  return (level) => {
    const quantity = tQuantity(inUnit, level, unvarying);
    return isRecipe ? quantity : { ...quantity, pValue: null, reason: quantity.reason ?? CHECKPOINT_REASON };
  };
}
