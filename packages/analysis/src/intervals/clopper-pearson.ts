import { betaQuantile } from "../distributions/beta.js";
import type { Limits } from "./limits.js";

/**
 * Question: which rates cannot be excluded by x events in n, at no less than the level?
 * Model: x is binomial; each tail is tested exactly.
 * Formula: lower = Beta^-1(a/2; x, n - x + 1), upper = Beta^-1(1 - a/2; x + 1, n - x); 0 and 1 at the ends.
 * Units: rates in [0, 1]; `x` and `n` may be fractional (effective counts).
 * Not estimable when: n <= 0.
 * Source: Clopper and Pearson 1934.
 * Checked against: R 4.2.2 `binom.test`.
 *
 * @param level coverage such as 0.95
 */
export function clopperPearson(x: number, n: number, level: number): Limits {
  const tail = (1 - level) / 2;
  return {
    lower: x <= 0 ? 0 : betaQuantile(tail, x, n - x + 1),
    upper: x >= n ? 1 : betaQuantile(1 - tail, x + 1, n - x),
  };
}
