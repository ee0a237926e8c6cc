import type { Limits } from "../intervals/limits.js";

/** The exact permutation test of a difference of means, and the shifts it does not reject. */
export interface ShiftedPermutations extends Limits {
  readonly estimate: number;
  readonly pValue: number;
}

const ROUNDING = 1e-12;

/** Calls `visit` with the sum, and the number of first-`split` members, of every choice of `chosen` among `values`. */
function eachChoice(
  values: Float64Array,
  chosen: number,
  split: number,
  visit: (sum: number, kept: number) => void,
): void {
  const walk = (from: number, left: number, sum: number, kept: number) => {
    if (left === 0) {
      visit(sum, kept);
      return;
    }
    for (let at = from; at <= values.length - left; at += 1)
      walk(at + 1, left - 1, sum + (values[at] ?? 0), kept + (at < split ? 1 : 0));
  };
  walk(0, chosen, 0, 0);
}

/**
 * Question: which shifts of the arm's runs leave the two sides indistinguishable?
 * Model: y_arm - shift and y_control are exchangeable.
 * Formula: arrangement r gives d_r(s) = a_r - s b_r, with a_r its difference of means and b_r the share of arm runs it
 *   keeps in the arm less the share it moves to the control. |d_r(s)| >= |d - s| exactly for s between the smaller and
 *   the larger of (d - a_r) / (1 - b_r) and (d + a_r) / (1 + b_r), so the limits are order statistics of these, and
 *   p is the share of arrangements whose interval holds 0.
 * Units: those of the values.
 * Not estimable when: no value differs from any other (null).
 * Source: Garthwaite 1996.
 * Checked against: R 4.2.2 coin 1.4-2 (p); the p-value at the limits.
 */
export function shiftedPermutations(
  arm: Float64Array,
  control: Float64Array,
  level: number,
): ShiftedPermutations | null {
  const all = Float64Array.of(...arm, ...control);
  if (all.every((value) => Math.abs(value - (all[0] ?? 0)) <= ROUNDING)) return null;
  const [inArm, inControl] = [arm.length, control.length];
  const total = all.reduce((sum, value) => sum + value, 0);
  const armSum = arm.reduce((sum, value) => sum + value, 0);
  const estimate = armSum / inArm - (total - armSum) / inControl;
  const settle = (value: number) => (Math.abs(value) <= ROUNDING ? 0 : value);
  const lowers: number[] = [];
  const uppers: number[] = [];
  eachChoice(all, inArm, inArm, (sum, kept) => {
    const difference = sum / inArm - (total - sum) / inControl;
    const loading = kept / inArm - (inArm - kept) / inControl;
    // An arrangement that keeps or exchanges every run is as extreme at every shift.
    const from =
      loading > 1 - ROUNDING ? Number.NEGATIVE_INFINITY : settle((estimate - difference) / (1 - loading));
    const to =
      loading < ROUNDING - 1 ? Number.NEGATIVE_INFINITY : settle((estimate + difference) / (1 + loading));
    const unending = from === Number.NEGATIVE_INFINITY || to === Number.NEGATIVE_INFINITY;
    lowers.push(unending ? Number.NEGATIVE_INFINITY : Math.min(from, to));
    uppers.push(unending ? Number.POSITIVE_INFINITY : Math.max(from, to));
  });
  const count = lowers.length;
  const asExtreme = lowers.filter((lower, index) => lower <= 0 && (uppers[index] ?? 0) >= 0).length;
  const rejected = Math.floor((1 - level) * count + 1e-9);
  const sortedLowers = Float64Array.from(lowers).sort();
  const sortedUppers = Float64Array.from(uppers).sort();
  return {
    estimate,
    pValue: settle(estimate) === 0 ? 1 : asExtreme / count,
    lower: sortedLowers[rejected] ?? Number.NEGATIVE_INFINITY,
    upper: sortedUppers[count - 1 - rejected] ?? Number.POSITIVE_INFINITY,
  };
}
