import { notEstimable } from "../not-estimable.js";
import type { EffectEstimate } from "./effect-estimate.js";
import { tQuantity } from "./t-quantity.js";

/** A lead about the recipe with its t interval, or the reason where nothing varies. */
export function tEffect(
  found: {
    readonly estimate: number;
    readonly variance: number;
    readonly df: number;
    readonly familyDf?: number;
  },
  level: number,
): EffectEstimate {
  if (!(found.variance > 0)) return notEstimable("nothing varies that an interval could rest on");
  const { df, familyDf = df } = found;
  return { ...tQuantity(found, level), ...(familyDf < df ? { familyDf } : {}), scope: "recipe" };
}
