import type { TwoCounts } from "../proportions/counts.js";
import type { SingleArm } from "./limits.js";

/**
 * Question: by how much do the rates of two independent sets of observations differ, from one event and one
 *   non-event more in each?
 * Model: the augmented rates are normal. Offered for comparison with published numbers; Newcombe is the default.
 * Formula: d' -+ z sqrt(p1'(1 - p1')/(n1 + 2) + p0'(1 - p0')/(n0 + 2)), p' = (x + 1)/(n + 2).
 * Units: difference of rates; not clipped.
 * Not estimable when: a side has no observations.
 * Source: Agresti and Caffo 2000.
 * Checked against: statsmodels 0.13.5 `confint_proportions_2indep(method = "agresti-caffo")`.
 */
export function agrestiCaffo({ x1, n1, x0, n0 }: TwoCounts, critical: number): SingleArm {
  const rate1 = (x1 + 1) / (n1 + 2);
  const rate0 = (x0 + 1) / (n0 + 2);
  const estimate = rate1 - rate0;
  const half = critical * Math.sqrt((rate1 * (1 - rate1)) / (n1 + 2) + (rate0 * (1 - rate0)) / (n0 + 2));
  return { estimate, lower: estimate - half, upper: estimate + half };
}
