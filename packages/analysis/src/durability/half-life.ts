import type { HalfLife } from "@holdfast/core";
import type { RateSet } from "./decay-rate.js";

/** Why a course has no half-life at all. */
export const NO_EXPONENTIAL = "no exponential course fits the runs' checkpoints";
export const NOTHING_EXCLUDED = "neither a steady course nor a sudden fall is excluded by these runs";
export const NO_LOSS = "the runs do not establish what of it is lost";
export const GROWS = "the lead does not decline over the stage, it grows";

/**
 * Question: after how many steps is half gone?
 * Model: an exponential course with rate k for one step; `rates` are those that the runs do not exclude. k = 0 is the
 *   steady course: a straight line where the lead may settle, a lead that stays where all of it must fade.
 * Formula: ln 2 / k at both ends; where k = 0 is not excluded, more than ln 2 / k_upper and never infinite or negative;
 *   an infinite k_upper gives a lower end of 0 (faster than the checkpoints show).
 * Units: steps.
 * Not estimable when: no rate, or every rate, is left. A rate below 0 throughout is growth, a kind of its own.
 * Source: statistics of this project, 2.5.
 * Checked against: the ends of the set of rates, by property.
 */
export function halfLifeOf(rate: number | null, rates: RateSet | undefined, level: number): HalfLife {
  if (rates === undefined) return { kind: "not-estimable", reason: NO_EXPONENTIAL };
  const { lower, upper } = rates;
  if (upper <= 0) return { kind: "no-decay", reason: GROWS };
  if (lower <= 0) {
    if (!Number.isFinite(upper)) return { kind: "not-estimable", reason: NOTHING_EXCLUDED };
    return { kind: "more-than", lower: Math.LN2 / upper, level };
  }
  return {
    kind: "interval",
    point: rate !== null && rate > 0 ? Math.LN2 / rate : null,
    lower: Number.isFinite(upper) ? Math.LN2 / upper : 0,
    upper: Math.LN2 / lower,
    level,
  };
}
