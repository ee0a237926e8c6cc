import type { Ratio, Target } from "@holdfast/core";
import type { ScaledArms } from "../drivers/contrast-scale.js";
import { contrastCovariance, contrastVariance } from "../drivers/contrast-variance.js";
import { weighted } from "../drivers/linear-fit.js";
import { fieller } from "../durability/fieller.js";
import { notEstimable } from "../not-estimable.js";

/** Two arms over one control, as positions among the measured arms, with their extra tokens. */
export interface SharedControl {
  readonly arm: number;
  readonly other: number;
  readonly control: number;
  readonly armTokens: number;
  readonly otherTokens: number;
}

function leadWeights(length: number, arm: number, control: number, tokens: number): Float64Array {
  const weights = new Float64Array(length);
  weights[arm] = 1 / tokens;
  weights[control] = -1 / tokens;
  return weights;
}

const UNVARYING =
  "the runs of an arm and of its control do not differ at all, so nothing says how sure the ratio is";

/**
 * Question: how many times the effect of the other arm did an arm have for each token?
 * Model: both leads rest on one control, so they vary together; tokens are known exactly.
 * Formula: Fieller on (D_arm / T_arm, D_other / T_other) with Cov = MS_seed,0 / S_0 and the prompts' part of 2.0 in
 *   matrix form; df the smallest Satterthwaite df of both and of their contrast at the point.
 * Units: none.
 * Not estimable when: the other arm's lead is exactly 0 and does not vary; without run variance, or where a lead does
 *   not vary, there is a point alone.
 * Source: Fieller 1954.
 * Checked against: `fieller` with a covariance worked out by hand, in `dose-course.test.ts`.
 */
export function efficiencyRatio(
  scaled: ScaledArms,
  { arm, other, control, armTokens, otherTokens }: SharedControl,
  target: Target,
  level: number,
): Ratio {
  const { arms } = scaled;
  const rates = arms.map(({ rate }) => rate);
  // Millions of tokens keep numbers near 1.
  const own = leadWeights(arms.length, arm, control, armTokens / 1e6);
  const base = leadWeights(arms.length, other, control, otherTokens / 1e6);
  const [to, from] = [weighted(own, rates), weighted(base, rates)];
  const pick = target === "prompt-general" ? "promptGeneral" : "suiteFixed";
  const covariance = contrastCovariance(scaled, base, own, "welch")[pick];
  const bare = (reason: string): Ratio => ({
    status: "estimated",
    point: to / from,
    set: null,
    g: null,
    df: null,
    reason,
  });
  if ("status" in covariance)
    return target === "prompt-general" || from === 0 ? covariance : bare(covariance.reason);
  if (from !== 0 && !(covariance.from > 0 && covariance.to > 0)) return bare(UNVARYING);
  const dfOf = (weights: Float64Array) => {
    const found = contrastVariance(scaled, weights, "welch")[pick];
    return "status" in found ? Number.POSITIVE_INFINITY : found.df;
  };
  const contrasts =
    from === 0
      ? [own, base]
      : [own, base, own.map((weight, index) => weight - (to / from) * (base[index] ?? 0))];
  const df = Math.min(...contrasts.map(dfOf));
  const result = fieller({ from, to, covariance, df }, level);
  if ("status" in result) return notEstimable("the effect of the other arm is exactly 0 and does not vary");
  return {
    status: "estimated",
    point: result.point,
    set: result.set,
    g: result.g,
    df,
    reason:
      result.point === null
        ? "the effect of the other arm is not told from 0, so no single ratio is given"
        : null,
  };
}
