import type { Standard } from "./effect-scenarios.js";
import type { Share, Tally } from "./tally.js";

/** What intervals of 95% are held to, give or take two Monte-Carlo errors. */
export const LEAST_COVERAGE = 0.935;
export const MOST_REJECTIONS = 0.065;

/**
 * Least coverage that the specification states or implies for the hard cases: two runs an arm, unequal variances, and
 * a noisy arm of two runs against a quiet one with more.
 */
export const FLOORS: Readonly<Record<Standard, number>> = {
  gate: LEAST_COVERAGE,
  "two-runs": 0.91,
  unequal: 0.91,
  weak: 0.88,
};

/** Whether a share is at least, or at most, what it is held to, as far as these repeats can tell. */
export function isAtLeast({ share, error }: Share, least: number): boolean {
  return share !== null && share + 2 * (error ?? 0) >= least;
}

export function isAtMost({ share, error }: Share, most: number): boolean {
  return share !== null && share - 2 * (error ?? 0) <= most;
}

/** Whether an interval's coverage holds; where there is nothing to find, also its share of false findings. */
export function holds({ coverage, rejectsZero }: Tally, standard: Standard, isNull: boolean): boolean {
  const covers = isAtLeast(coverage, FLOORS[standard]);
  return isNull && standard === "gate" ? covers && isAtMost(rejectsZero, MOST_REJECTIONS) : covers;
}
