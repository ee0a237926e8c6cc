import type { Interval, Metric } from "@holdfast/core";
import { criticalT, studentTTwoSided } from "../distributions/student-t.js";
import { contrastVariance } from "./covariance.js";
import { openEnds, type StageLeads } from "./stage-leads.js";

/** +1 where a higher score is better, -1 where a lower one is: turns leads into "how much better". */
export function orientation(direction: Metric["direction"]): 1 | -1 {
  return direction === "lower-is-better" ? -1 : 1;
}

/** The contrast L(share) = a* - share b*, in the direction of better. */
export interface RetentionContrast {
  readonly share: number;
  readonly estimate: number;
  readonly standardError: number;
  readonly interval: Interval & { readonly lower: number; readonly upper: number };
}

/**
 * Question: is more than `share` of the lead left?
 * Model: leads oriented so that more is better, a* = o a, b* = o b; a* - share b* is normal.
 * Formula: L = a* - share b*; se^2 = C_aa - 2 share C_ab + share^2 C_bb; interval L -+ t se.
 * Units: those of the leads. An end that a lead does not have is infinite.
 * Not estimable when: never; it needs no ratio.
 * Source: Hauck and Anderson 1999; the linear form of Fieller 1954.
 * Checked against: numpy 1.24 closed form.
 */
export function retentionContrast(
  leads: StageLeads,
  better: 1 | -1,
  share: number,
  level: number,
): RetentionContrast {
  const estimate = better * (leads.to - share * leads.from);
  const standardError = Math.sqrt(contrastVariance(leads.covariance, share));
  const half = criticalT(level, leads.df) * standardError;
  const { down, up } = openEnds(leads, share);
  const [noLower, noUpper] = better > 0 ? [down, up] : [up, down];
  return {
    share,
    estimate,
    standardError,
    interval: {
      lower: noLower ? Number.NEGATIVE_INFINITY : estimate - half,
      upper: noUpper ? Number.POSITIVE_INFINITY : estimate + half,
      level,
      unbounded: noLower || noUpper,
    },
  };
}

/**
 * Two-sided p-value of a contrast, which agrees with its interval; null where the contrast does not vary. An interval
 * without an end towards 0 always holds it.
 */
export function contrastPValue(
  { estimate, standardError }: { readonly estimate: number; readonly standardError: number },
  df: number,
  { down, up }: { readonly down: boolean; readonly up: boolean } = { down: false, up: false },
): number | null {
  if ((estimate >= 0 && down) || (estimate <= 0 && up)) return 1;
  return standardError > 0 ? studentTTwoSided(estimate / standardError, df) : null;
}

/**
 * p-value of "no more than `share` is left", doubled so that it is read against alpha like a two-sided one:
 * it is at most alpha exactly when the contrast's two-sided interval lies above 0.
 */
export function claimPValue(contrast: RetentionContrast, df: number): number | null {
  const twoSided = contrastPValue(contrast, df);
  if (twoSided === null) return null;
  if (contrast.interval.lower === Number.NEGATIVE_INFINITY) return 1;
  return contrast.estimate > 0 ? twoSided : Math.min(1, 2 - twoSided);
}
