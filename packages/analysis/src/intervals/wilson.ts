import type { Limits } from "./limits.js";

/**
 * Question: between which rates does the true rate of one arm lie?
 * Model: the observed rate is approximately normal around the true one with variance p(1 - p)/n.
 * Formula: (p + z^2/2n -+ z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n), clipped to [0, 1].
 * Units: rates in [0, 1]; `n` may be fractional (an effective sample size).
 * Not estimable when: n <= 0 or the rate is outside [0, 1] (returns NaN limits; callers check first).
 * Source: Wilson 1927; Newcombe 1998 (one sample), method 3.
 * Checked against: R 4.2.2 `prop.test(correct = FALSE)`.
 *
 * @param critical the normal or t quantile that stands for the level
 */
export function wilson(rate: number, n: number, critical: number): Limits {
  const square = critical * critical;
  const shrink = 1 + square / n;
  const centre = rate + square / (2 * n);
  const half = critical * Math.sqrt((rate * (1 - rate)) / n + square / (4 * n * n));
  return {
    lower: rate === 0 ? 0 : Math.max(0, (centre - half) / shrink),
    upper: rate === 1 ? 1 : Math.min(1, (centre + half) / shrink),
  };
}
