import type { Limits } from "./limits.js";

/**
 * Question: between which rates does the true rate of one arm lie, with a correction for counts being whole?
 * Model: Wilson's interval from counts half an event further out, never past n/2.
 * Formula: Wilson's limits at p + c/n (upper) and p - c/n (lower), c = min(1/2, |x - n/2|).
 * Units: rates in [0, 1].
 * Not estimable when: n <= 0.
 * Source: Yates 1934; Newcombe 1998 (one sample), method 4.
 * Checked against: R 4.2.2 `prop.test(correct = TRUE)`.
 *
 * @param critical the normal quantile that stands for the level
 */
export function wilsonContinuity(x: number, n: number, critical: number): Limits {
  const correction = Math.min(0.5, Math.abs(x - n / 2)) / n;
  const share = (critical * critical) / n;
  const end = (rate: number, sign: number) =>
    (rate + share / 2 + sign * critical * Math.sqrt((rate * (1 - rate)) / n + share / (4 * n))) / (1 + share);
  const [below, above] = [x / n - correction, x / n + correction];
  return {
    lower: below <= 0 ? 0 : Math.max(0, end(below, -1)),
    upper: above >= 1 ? 1 : Math.min(1, end(above, 1)),
  };
}
