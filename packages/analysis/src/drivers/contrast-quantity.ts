import type { Interval, Quantity, Target } from "@holdfast/core";
import { tQuantity } from "../effects/t-quantity.js";
import type { VarianceEstimate } from "../effects/two-way-components.js";
import { reachOf, type ScaledArms } from "./contrast-scale.js";
import { contrastVariance, type VarianceMethod } from "./contrast-variance.js";
import { weighted } from "./linear-fit.js";

function clipped(interval: Interval | null, reach: number): Interval | null {
  if (interval === null || !Number.isFinite(reach)) return interval;
  const within = (value: number | null) => (value === null ? null : Math.min(reach, Math.max(-reach, value)));
  return { ...interval, lower: within(interval.lower), upper: within(interval.upper) };
}

/** An estimate alone, with the reason why nothing is said of its uncertainty. */
export function bareQuantity(estimate: number, reason: string): Quantity {
  return tQuantity({ estimate, variance: Number.NaN, df: Number.NaN }, 0.95, reason);
}

/** How a contrast of arms is judged. */
interface ContrastQuestion {
  readonly target: Target;
  readonly method: VarianceMethod;
  readonly level: number;
}

/** A contrast of arms, with the degrees of freedom for a family of contrasts where they are fewer. */
export interface ContrastEstimate {
  readonly quantity: Quantity;
  readonly familyDf?: number;
}

/** A contrast of arms with its t interval, within what the scale allows. */
export function contrastQuantity(
  scaled: ScaledArms,
  weights: Float64Array,
  { target, ...question }: ContrastQuestion,
): Quantity {
  return contrastEstimates(scaled, weights, question)[target].quantity;
}

/** The same for both targets, which share what they are worked out from. */
export function contrastEstimates(
  scaled: ScaledArms,
  weights: Float64Array,
  { method, level }: Omit<ContrastQuestion, "target">,
): Readonly<Record<Target, ContrastEstimate>> {
  const rates = new Float64Array(scaled.arms.length);
  for (const [arm, { rate }] of scaled.arms.entries()) rates[arm] = rate;
  const estimate = scaled.factor * weighted(weights, rates);
  const { suiteFixed, promptGeneral } = contrastVariance(scaled, weights, method);
  return {
    // A value with no run variance is still a value about these prompts; of other prompts nothing is known.
    "suite-fixed":
      "status" in suiteFixed
        ? { quantity: bareQuantity(estimate, suiteFixed.reason) }
        : judged(scaled, weights, estimate, suiteFixed, level),
    "prompt-general":
      "status" in promptGeneral
        ? { quantity: promptGeneral }
        : judged(scaled, weights, estimate, promptGeneral, level),
  };
}

function judged(
  scaled: ScaledArms,
  weights: Float64Array,
  estimate: number,
  { variance, df, familyDf = df }: VarianceEstimate,
  level: number,
): ContrastEstimate {
  const quantity = tQuantity(
    { estimate, variance: scaled.factor * scaled.factor * variance, df },
    level,
    "neither runs nor prompts differ at all, so no interval could rest on them",
  );
  return {
    quantity: { ...quantity, interval: clipped(quantity.interval, reachOf(scaled, weights)) },
    ...(familyDf < df ? { familyDf } : {}),
  };
}
