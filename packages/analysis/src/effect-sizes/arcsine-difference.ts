import { normalQuantile } from "../distributions/normal.js";
import type { Limits } from "../intervals/limits.js";
import type { TwoCounts } from "../proportions/counts.js";
import type { Measured } from "./log-odds-ratio.js";

/**
 * Question: how far apart are two rates on the scale on which their variance does not depend on them?
 * Model: the arcsine of the root of a rate has variance 1/(4n).
 * Formula: asin(sqrt(p1)) - asin(sqrt(p0)); variance = 1/(4 n1) + 1/(4 n0).
 * Units: radians.
 * Not estimable when: a side has no observations.
 * Source: Ruecker et al. 2009.
 * Checked against: metafor 3.8-1 `escalc(measure = "AS")`.
 */
export function arcsineDifference({ x1, n1, x0, n0 }: TwoCounts): Measured {
  return {
    estimate: Math.asin(Math.sqrt(x1 / n1)) - Math.asin(Math.sqrt(x0 / n0)),
    variance: 1 / (4 * n1) + 1 / (4 * n0),
  };
}

/** Cohen's h: twice the difference of the arcsines of two rates. Source: Cohen 1988. Checked against: pwr 1.3-0 `ES.h`. */
export function cohensH(rate1: number, rate0: number): number {
  return 2 * Math.asin(Math.sqrt(rate1)) - 2 * Math.asin(Math.sqrt(rate0));
}

/**
 * Question: how large is Cohen's h, and how well is it known?
 * Model: h is normal with variance 1/n1 + 1/n0.
 * Formula: h -+ z sqrt(1/n1 + 1/n0).
 * Units: radians.
 * Not estimable when: a side has no observations.
 * Source: Cohen 1988.
 * Checked against: the closed form in Python 3.11.
 */
export function cohensHInterval(
  {
    rate1,
    n1,
    rate0,
    n0,
  }: { readonly rate1: number; readonly n1: number; readonly rate0: number; readonly n0: number },
  level: number,
): Limits & { readonly estimate: number; readonly standardError: number } {
  const estimate = cohensH(rate1, rate0);
  const standardError = Math.sqrt(1 / n1 + 1 / n0);
  const half = -normalQuantile((1 - level) / 2) * standardError;
  return { estimate, standardError, lower: estimate - half, upper: estimate + half };
}
