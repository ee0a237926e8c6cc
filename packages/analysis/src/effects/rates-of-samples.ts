import type { NotEstimable } from "../not-estimable.js";
import type { Comparison } from "./comparison.js";
import type { EffectQuestion } from "./effect-estimate.js";
import type { RatesWithVariance } from "./effective-rates.js";
import { borrowedSizes } from "./pooled-design.js";
import { twoWayComponents } from "./two-way-components.js";

/**
 * The rates of both sides with the two-way variance of their difference for the asked target. Where nothing varies:
 * the scores over the design effect of all arms, or the clusters where that is not known.
 */
export function ratesOfSamples(
  { pair, binary }: Pick<Extract<Comparison, { level: "samples" }>, "pair" | "binary">,
  { target, pooled }: Pick<EffectQuestion, "target" | "pooled">,
): RatesWithVariance | NotEstimable {
  const components = twoWayComponents(pair);
  const found = target === "prompt-general" ? components.promptGeneral : components.suiteFixed;
  if ("status" in found) return found;
  const borrowed = found.variance > 0 || !binary ? null : borrowedSizes(pair, pooled);
  return {
    arm: { rate: components.arm.rate, observations: pair.arm.observations },
    control: { rate: components.control.rate, observations: pair.control.observations },
    variance: found.variance,
    df: borrowed?.df ?? found.df,
    whenNothingVaries: borrowed ?? { arm: pair.clusters, control: pair.clusters },
    floored: binary,
  };
}
