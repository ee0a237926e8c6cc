import type { TwoCounts } from "../proportions/counts.js";

/** An estimate with its variance. */
export interface Measured {
  readonly estimate: number;
  readonly variance: number;
}

/**
 * Question: by what log odds ratio do two sides differ, when cells may be empty?
 * Model: half an event more in every cell (Haldane, Anscombe), which for two groups is Firth's estimate.
 * Formula: log((x1 + .5)(n0 - x0 + .5) / ((n1 - x1 + .5)(x0 + .5))); variance = sum of 1/(cell + .5).
 * Units: log odds.
 * Not estimable when: never with n >= 0.
 * Source: Haldane 1956; Anscombe 1956.
 * Checked against: metafor 3.8-1 `escalc(measure = "OR", add = 1/2, to = "all")`.
 */
export function logOddsRatioHaldane({ x1, n1, x0, n0 }: TwoCounts): Measured {
  const cells = { a: x1 + 0.5, b: n1 - x1 + 0.5, c: x0 + 0.5, d: n0 - x0 + 0.5 };
  const { a, b, c, d } = cells;
  return { estimate: Math.log(a / b) - Math.log(c / d), variance: 1 / a + 1 / b + 1 / c + 1 / d };
}
