import type { NotEstimable } from "../not-estimable.js";
import type { Comparison } from "./comparison.js";
import type { EffectQuestion } from "./effect-estimate.js";
import type { RatesWithVariance } from "./effective-rates.js";
import { componentsOf } from "./pair-components.js";
import { borrowedSizes } from "./pooled-design.js";

/**
 * The rates of both sides with the two-way variance of their difference for the asked target. Where nothing varies:
 * the scores over the design effect of all arms, or the clusters where that is not known.
 */
export function ratesOfSamples(
  comparison: Pick<Extract<Comparison, { level: "samples" }>, "pair" | "binary" | "components">,
  { target, pooled }: Pick<EffectQuestion, "target" | "pooled">,
): RatesWithVariance | NotEstimable {
  const { pair, binary } = comparison;
  const components = componentsOf(comparison);
  const found = target === "prompt-general" ? components.promptGeneral : components.suiteFixed;
  if ("status" in found) return found;
  const borrowed = found.variance > 0 || !binary ? null : borrowedSizes(pair, pooled);
  return {
    arm: { rate: components.arm.rate, observations: pair.arm.observations },
    control: { rate: components.control.rate, observations: pair.control.observations },
    variance: found.variance,
    df: borrowed?.df ?? found.df,
    familyDf: borrowed === null ? found.familyDf : undefined,
    whenNothingVaries: borrowed ?? { arm: pair.clusters, control: pair.clusters },
    floored: binary,
  };
}
