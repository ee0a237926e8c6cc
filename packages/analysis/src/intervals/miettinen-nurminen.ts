import { normalCdf } from "../distributions/normal.js";
import { criticalT } from "../distributions/student-t.js";
import { brentRoot } from "../numeric/brent-root.js";
import type { TwoCounts } from "../proportions/counts.js";
import { ratesAtDifference } from "../proportions/restricted-rates.js";
import type { SingleArm } from "./limits.js";

/** Whether the variance is that of a sample (N/(N - 1), Miettinen and Nurminen) or not (Mee). */
export type ScoreVariance = "miettinen-nurminen" | "mee";

/** A test of a difference of rates, and its p-values. */
export interface ScoreTest {
  readonly z: number;
  readonly twoSided: number;
  /** Against differences below the null. */
  readonly less: number;
  /** Against differences above the null. */
  readonly greater: number;
}

function factorOf({ n1, n0 }: TwoCounts, variance: ScoreVariance): number {
  return variance === "mee" ? 1 : (n1 + n0) / (n1 + n0 - 1);
}

/** The score statistic of a difference; 0 where nothing departs from it, infinite where the null is impossible. */
export function differenceScore(counts: TwoCounts, difference: number, variance: ScoreVariance): number {
  const { x1, n1, x0, n0 } = counts;
  const departure = x1 / n1 - x0 / n0 - difference;
  if (departure === 0) return 0;
  const { rate1, rate0 } = ratesAtDifference(counts, difference);
  const spread = (rate1 * (1 - rate1)) / n1 + (rate0 * (1 - rate0)) / n0;
  return departure / Math.sqrt(spread * factorOf(counts, variance));
}

/**
 * Question: by how much do the rates of two checkpoints differ, each with independent prompts?
 * Model: binomial counts; a difference is kept while its score test, with the most likely rates that have this
 *   difference, does not reject.
 * Formula: (p1 - p0 - D)^2 = z^2 (q1(1 - q1)/n1 + q0(1 - q0)/n0) N/(N - 1), q from {@link ratesAtDifference}.
 * Units: difference of rates, in [-1, 1].
 * Not estimable when: a side has no observations (every number is NaN).
 * Source: Miettinen and Nurminen 1985; Mee 1984 without N/(N - 1).
 * Checked against: mpmath 1.2.1 at 40 digits; Newcombe 1998 (two samples), table II, methods 5 and 6.
 */
export function miettinenNurminen(
  x1: number,
  n1: number,
  x0: number,
  n0: number,
  level: number,
  variance: ScoreVariance = "miettinen-nurminen",
): SingleArm {
  const counts = { x1, n1, x0, n0 };
  const estimate = x1 / n1 - x0 / n0;
  if (!(n1 > 0 && n0 > 0)) return { estimate: Number.NaN, lower: Number.NaN, upper: Number.NaN };
  const critical = criticalT(level, Number.POSITIVE_INFINITY);
  const end = (side: -1 | 1) => {
    if (estimate === side) return estimate;
    return (
      brentRoot(
        (difference) => differenceScore(counts, difference, variance) + side * critical,
        side,
        estimate,
      ) ?? Number.NaN
    );
  };
  return { estimate, lower: end(-1), upper: end(1) };
}

/**
 * The score test that {@link miettinenNurminen} inverts: whether the difference is `null`, or on which side of it.
 *
 * @param difference the null, 0 for no difference
 */
export function miettinenNurminenTest(
  x1: number,
  n1: number,
  x0: number,
  n0: number,
  difference = 0,
  variance: ScoreVariance = "miettinen-nurminen",
): ScoreTest {
  const z = differenceScore({ x1, n1, x0, n0 }, difference, variance);
  return {
    z,
    twoSided: Math.min(1, 2 * normalCdf(-Math.abs(z))),
    less: normalCdf(z),
    greater: normalCdf(-z),
  };
}
