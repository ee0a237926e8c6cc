import { criticalT } from "../distributions/student-t.js";
import type { StageLeads } from "./stage-leads.js";

/** Intervals of the retained fraction that are not used, to be set beside the one that is. */
export interface RatioApproximations {
  readonly ratio: number;
  readonly deltaStandardError: number;
  /** null where the leads have different signs, which have no logarithm of their ratio. */
  readonly logRatio: { readonly lower: number; readonly upper: number } | null;
}

/**
 * Question: what would the usual approximations say of the retained fraction?
 * Model: a / b is, or log(a / b) is, normal to first order.
 * Formula: se = sqrt(C_aa - 2 R C_ab + R^2 C_bb) / |b|; R exp(-+ t se / R).
 * Units: none.
 * Not estimable when: never; both break down where b is near 0, which is why the Fieller set is used.
 * Source: the delta method.
 * Checked against: numpy 1.24 closed form.
 */
export function ratioApproximations(
  { from, to, covariance, df }: StageLeads,
  level: number,
): RatioApproximations {
  const ratio = to / from;
  const variance = covariance.to - 2 * ratio * covariance.cross + ratio * ratio * covariance.from;
  const deltaStandardError = Math.sqrt(Math.max(0, variance)) / Math.abs(from);
  const reach = Math.exp((criticalT(level, df) * deltaStandardError) / ratio);
  return {
    ratio,
    deltaStandardError,
    logRatio: ratio > 0 ? { lower: ratio / reach, upper: ratio * reach } : null,
  };
}
