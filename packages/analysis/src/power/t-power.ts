import { noncentralTNcp, noncentralTUpperTail } from "../distributions/noncentral-t.js";
import { normalCdf, normalQuantile } from "../distributions/normal.js";
import { criticalT } from "../distributions/student-t.js";
import { brentRoot } from "../numeric/brent-root.js";

/** A t test that is planned: where its statistic is centred if the effect is there, and what it rejects beyond. */
export interface PlannedTTest {
  /** Effect over its standard error. */
  readonly noncentrality: number;
  /** > 0; Infinity for the normal. */
  readonly df: number;
  /** Two-sided level; a one-sided test at a is planned as two-sided at 2a. */
  readonly alpha: number;
}

/** No design that anybody asks about lies further out than this many standard errors. */
const FARTHEST = 1e6;

/**
 * Question: how likely does the test find an effect of that size, on the side where it is?
 * Model: (estimate - 0) / se follows Student's t around `noncentrality`.
 * Formula: P(T'_df(delta) > t_{1 - alpha/2, df}); a rejection on the wrong side is no power.
 * Units: probability.
 * Not estimable when: df is not positive (one run an arm); NaN then.
 * Source: noncentral t; R's `power.t.test` with `strict = FALSE`.
 * Checked against: R 4.2.2 `power.t.test`.
 */
export function tPower({ noncentrality, df, alpha }: PlannedTTest): number {
  const critical = criticalT(1 - alpha, df);
  if (df === Number.POSITIVE_INFINITY) return normalCdf(noncentrality - critical);
  return noncentralTUpperTail(critical, df, noncentrality);
}

/** How many standard errors an effect must measure for the test to find it that often; NaN where df is not positive. */
export function detectableNoncentrality(df: number, alpha: number, power: number): number {
  const critical = criticalT(1 - alpha, df);
  if (df === Number.POSITIVE_INFINITY) return critical + normalQuantile(power);
  return noncentralTNcp(1 - power, critical, df);
}

/** One comparison of two arms by their run means. */
export interface RunComparison {
  readonly difference: number;
  /** Standard deviation between runs of one arm. */
  readonly deviation: number;
  readonly alpha: number;
}

/** Power of the t test of two arms with `runs` runs each; `runs` may be fractional while a size is sought. */
export function twoArmPower({ difference, deviation, alpha }: RunComparison, runs: number): number {
  const noncentrality = (Math.sqrt(runs / 2) * Math.abs(difference)) / deviation;
  return tPower({ noncentrality, df: 2 * (runs - 1), alpha });
}

/** Runs an arm, not rounded, at which two arms' t test has that power; NaN where 2 are enough for more than it. */
export function twoArmRuns(comparison: RunComparison, power: number): number {
  const missing = (runs: number) => twoArmPower(comparison, runs) - power;
  let high = 4;
  while (missing(high) < 0 && high < FARTHEST) high *= 2;
  return brentRoot(missing, 1 + 1e-6, high) ?? Number.NaN;
}

/** The smallest difference of two arms that their t test finds with that power, with `runs` runs each. */
export function detectableDifference(
  { deviation, alpha }: Omit<RunComparison, "difference">,
  runs: number,
  power: number,
): number {
  return detectableNoncentrality(2 * (runs - 1), alpha, power) * deviation * Math.sqrt(2 / runs);
}
