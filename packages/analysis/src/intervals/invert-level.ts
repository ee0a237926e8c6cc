import { studentTTwoSided } from "../distributions/student-t.js";
import type { SingleArm } from "./limits.js";

const DOUBLINGS = 200;
const HALVINGS = 120;

/**
 * Question: at which level does an interval begin to reach 0, that is, which p-value agrees with it?
 * Model: the intervals are nested in their critical value t, so there is one t at which an end touches 0.
 * Formula: p = 2 (1 - T_df(t)) at that t, found by bisection.
 * Units: probability.
 * Not estimable when: no interval of the family reaches 0 (p is then 0 to the last digit) or an end is NaN.
 * Source: duality of tests and intervals.
 * Checked against: the property that the interval at level 1 - p ends at 0.
 *
 * @param intervalAt the interval as a function of its critical value, widening as that grows
 * @param df degrees of freedom of the critical value; Infinity for the normal
 */
export function pValueByInversion(intervalAt: (critical: number) => SingleArm, df: number): number {
  const covers = (critical: number) => {
    const { lower, upper } = intervalAt(critical);
    return lower <= 0 && upper >= 0;
  };
  if (intervalAt(1).estimate === 0) return 1;
  let high = 1;
  for (let step = 0; !covers(high); step += 1) {
    if (step === DOUBLINGS) return 0;
    high *= 2;
  }
  let low = 0;
  for (let step = 0; step < HALVINGS && high - low > 1e-15 * high; step += 1) {
    const middle = (low + high) / 2;
    if (covers(middle)) high = middle;
    else low = middle;
  }
  return studentTTwoSided(high, df);
}
