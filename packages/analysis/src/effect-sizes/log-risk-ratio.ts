import type { TwoCounts } from "../proportions/counts.js";
import type { Measured } from "./log-odds-ratio.js";

/**
 * Question: by what log factor do the rates of two sides differ?
 * Model: binomial counts, delta method; where any of the four cells is empty, half an event more in each.
 * Formula: log(p1 / p0); variance = 1/x1 - 1/n1 + 1/x0 - 1/n0.
 * Units: log of a ratio of rates.
 * Not estimable when: a side has no observations.
 * Source: Katz et al. 1978; Walter 1975.
 * Checked against: metafor 3.8-1 `escalc(measure = "RR")`.
 */
export function logRiskRatio({ x1, n1, x0, n0 }: TwoCounts): Measured {
  const hasEmptyCell = x1 === 0 || x0 === 0 || x1 === n1 || x0 === n0;
  const add = hasEmptyCell ? 0.5 : 0;
  const [a, n, c, m] = [x1 + add, n1 + 2 * add, x0 + add, n0 + 2 * add];
  return { estimate: Math.log(a / n) - Math.log(c / m), variance: 1 / a - 1 / n + 1 / c - 1 / m };
}
