import type { Interval, Quantity, Target } from "@holdfast/core";
import { tQuantity } from "../effects/t-quantity.js";
import type { ScaledArms } from "./contrast-scale.js";
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

/** A contrast of arms with its t interval, within what the scale allows. */
export function contrastQuantity(
  ...asked: Parameters<typeof contrastEstimate>
): ReturnType<typeof contrastEstimate>["quantity"] {
  return contrastEstimate(...asked).quantity;
}

/** The same with the degrees of freedom for a family of contrasts, where they are fewer. */
export function contrastEstimate(
  scaled: ScaledArms,
  weights: Float64Array,
  {
    target,
    method,
    level,
  }: { readonly target: Target; readonly method: VarianceMethod; readonly level: number },
): { readonly quantity: Quantity; readonly familyDf?: number } {
  const { arms, factor, reach } = scaled;
  const estimate =
    factor *
    weighted(
      weights,
      arms.map(({ rate }) => rate),
    );
  const variances = contrastVariance(scaled, weights, method);
  const found = target === "prompt-general" ? variances.promptGeneral : variances.suiteFixed;
  if ("status" in found) {
    // A value with no run variance is still a value about these prompts; of other prompts nothing is known.
    if (target === "prompt-general") return { quantity: found };
    return { quantity: bareQuantity(estimate, found.reason) };
  }
  const quantity = tQuantity(
    { estimate, variance: factor * factor * found.variance, df: found.df },
    level,
    "neither runs nor prompts differ at all, so no interval could rest on them",
  );
  const { df, familyDf = df } = found;
  return {
    quantity: { ...quantity, interval: clipped(quantity.interval, reach(weights)) },
    ...(familyDf < df ? { familyDf } : {}),
  };
}
