import type { SingleArm } from "./limits.js";
import { wilson } from "./wilson.js";

/** Pairs by whether both sides, only the first, only the second, or neither have the event. */
export interface PairCounts {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
}

/** Correlation of the two sides, pulled towards 0 by half a pair where it is positive. */
function correlation({ both, onlyFirst, onlySecond, neither }: PairCounts): number {
  const pairs = both + onlyFirst + onlySecond + neither;
  const margins = (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
  if (margins === 0) return 0;
  const excess = both * neither - onlyFirst * onlySecond;
  return (excess > 0 ? Math.max(0, excess - pairs / 2) : excess) / Math.sqrt(margins);
}

/**
 * Question: by how much do two rates differ that were observed on the same units?
 * Model: each rate has its Wilson interval; square-and-add with the correlation of the pairs.
 * Formula: lower = d - sqrt(a^2 - 2 r a b + b^2), a = p1 - l1, b = u0 - p0; upper mirrored; r corrected for continuity.
 * Units: difference of rates, in [-1, 1].
 * Not estimable when: there are no pairs.
 * Source: Newcombe 1998 (paired), method 10.
 * Checked against: the formula at 40 digits (mpmath 1.2.1), and the paper's table III.
 */
export function newcombePaired(counts: PairCounts, critical: number): SingleArm {
  const { both, onlyFirst, onlySecond, neither } = counts;
  const pairs = both + onlyFirst + onlySecond + neither;
  const [first, second] = [(both + onlyFirst) / pairs, (both + onlySecond) / pairs];
  const [one, two] = [wilson(first, pairs, critical), wilson(second, pairs, critical)];
  const r = correlation(counts);
  const distance = (a: number, b: number) => Math.sqrt(Math.max(0, a * a - 2 * r * a * b + b * b));
  const estimate = (onlyFirst - onlySecond) / pairs;
  return {
    estimate,
    lower: estimate - distance(first - one.lower, two.upper - second),
    upper: estimate + distance(one.upper - first, second - two.lower),
  };
}
