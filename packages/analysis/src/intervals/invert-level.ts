import { studentTTwoSided } from "../distributions/student-t.js";
import { brentRoot } from "../numeric/brent-root.js";
import type { SingleArm } from "./limits.js";

const DOUBLINGS = 200;
/** Stands for an end without limit, so that the search can still draw a line through it. */
const BEYOND = 1e3;

/** How far the end that is nearest to 0 is from it, on the side of the estimate; an open end is far beyond. */
function distanceAt(intervalAt: (critical: number) => SingleArm, estimate: number, critical: number): number {
  const { lower, upper } = intervalAt(critical);
  return Math.max(estimate > 0 ? lower : -upper, -BEYOND);
}

/**
 * Question: at which level does an interval begin to reach 0, that is, which p-value agrees with it?
 * Model: the intervals are nested in their critical value t, so there is one t at which an end touches 0.
 * Formula: p = 2 (1 - T_df(t)) at that t, found by Brent's method.
 * Units: probability.
 * Not estimable when: no interval of the family reaches 0 (p is then 0 to the last digit) or an end is NaN.
 * Source: duality of tests and intervals.
 * Checked against: the property that the interval at level 1 - p ends at 0.
 *
 * @param intervalAt the interval as a function of its critical value, widening as that grows
 * @param df degrees of freedom of the critical value; Infinity for the normal
 */
export function pValueByInversion(intervalAt: (critical: number) => SingleArm, df: number): number {
  const { estimate } = intervalAt(1);
  if (estimate === 0) return 1;
  const distance = distanceAt.bind(null, intervalAt, estimate);
  let high = 1;
  for (let step = 0; !(distance(high) <= 0); step += 1) {
    if (step === DOUBLINGS) return 0;
    high *= 2;
  }
  const touching = brentRoot(distance, high === 1 ? 0 : high / 2, high);
  return studentTTwoSided(touching ?? high, df);
}
