import { betaQuantile } from "../distributions/beta.js";
import type { Limits } from "./limits.js";

/**
 * Question: between which rates does the true rate lie, given x events in n and what was believed before?
 * Model: binomial events, a Beta(a, b) prior; Beta(1/2, 1/2) is Jeffreys's.
 * Formula: the quantiles of Beta(x + a, n - x + b) at (1 - level)/2 and (1 + level)/2.
 * Units: rates in [0, 1].
 * Not estimable when: x + a or n - x + b is not positive.
 * Source: Jeffreys 1946; Brown, Cai and DasGupta 2001.
 * Checked against: R 4.2.2 `qbeta`.
 */
export function betaPosterior(
  x: number,
  n: number,
  prior: { readonly a: number; readonly b: number },
  level: number,
): Limits {
  const tail = (1 - level) / 2;
  const [events, others] = [x + prior.a, n - x + prior.b];
  // From its own side each end keeps its digits: the upper tail of p is the lower tail of 1 - p.
  return { lower: betaQuantile(tail, events, others), upper: 1 - betaQuantile(tail, others, events) };
}
