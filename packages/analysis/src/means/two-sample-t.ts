import { criticalT, studentTTwoSided } from "../distributions/student-t.js";
import type { Limits } from "../intervals/limits.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { sampleMoments } from "./sample-moments.js";

/** A difference of means with its t test and interval. */
export interface MeanTest extends Limits {
  readonly status: "estimated";
  readonly estimate: number;
  readonly standardError: number;
  readonly t: number;
  readonly df: number;
  /** Two-sided. */
  readonly pValue: number;
}

interface Varying {
  readonly estimate: number;
  readonly variance: number;
  readonly df: number;
  /** The largest of the values, without its sign. */
  readonly largest: number;
}

const NOTHING_VARIES = "nothing varies that a test could rest on";

/** A standard error below this share of the values is what rounding leaves of equal ones, as R's `t.test` has it. */
const ROUNDING = 10 * Number.EPSILON;

function largestOf(...sides: readonly (readonly number[])[]): number {
  return sides.flat().reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

/** The t test of an estimate against a null, with the interval that agrees with it. */
export function meanTest(
  { estimate, variance, df, largest }: Varying,
  level: number,
  against = 0,
): MeanTest | NotEstimable {
  const standardError = Math.sqrt(variance);
  if (!(standardError > ROUNDING * largest)) return notEstimable(NOTHING_VARIES);
  const t = (estimate - against) / standardError;
  const half = criticalT(level, df) * standardError;
  return {
    status: "estimated",
    estimate,
    standardError,
    t,
    df,
    pValue: studentTTwoSided(t, df),
    lower: estimate - half,
    upper: estimate + half,
  };
}

/**
 * Question: do the means of two independent sets of values differ, where each has its own spread?
 * Model: normal values, unequal variances.
 * Formula: t = (m1 - m0) / sqrt(s1^2/n1 + s0^2/n0) with Welch's df; interval from the same.
 * Units: those of the values.
 * Not estimable when: a side has fewer than two values, or no value differs from the others of its side by more than rounding.
 * Source: Welch 1947.
 * Checked against: R 4.2.2 `t.test`.
 */
export function welchT(
  a: readonly number[],
  b: readonly number[],
  level: number,
  against = 0,
): MeanTest | NotEstimable {
  const [one, two] = [sampleMoments(a), sampleMoments(b)];
  if (one.n < 2 || two.n < 2) return notEstimable("a side has fewer than two values");
  const [first, second] = [one.variance / one.n, two.variance / two.n];
  const variance = first + second;
  // As shares of the whole, because squares of tiny variances are no longer numbers.
  const [share, other] = [first / variance, second / variance];
  const df = 1 / ((share * share) / (one.n - 1) + (other * other) / (two.n - 1));
  return meanTest({ estimate: one.mean - two.mean, variance, df, largest: largestOf(a, b) }, level, against);
}

/** A difference of means with the variance that both sides share. */
export interface PooledMeans {
  readonly difference: number;
  /** Of one value. */
  readonly variance: number;
  readonly df: number;
}

/** Difference and pooled variance of two sets of values; not estimable without a spread to pool. */
export function pooledMeans(a: readonly number[], b: readonly number[]): PooledMeans | NotEstimable {
  const [one, two] = [sampleMoments(a), sampleMoments(b)];
  const df = one.n + two.n - 2;
  if (one.n < 1 || two.n < 1 || df < 1)
    return notEstimable("there are fewer than three values, or a side is empty");
  const squares = ({ n, variance }: { n: number; variance: number }) => (n < 2 ? 0 : (n - 1) * variance);
  const variance = (squares(one) + squares(two)) / df;
  if (!(Math.sqrt(variance) > ROUNDING * largestOf(a, b))) return notEstimable(NOTHING_VARIES);
  return { difference: one.mean - two.mean, variance, df };
}

/**
 * Question: do the means of two independent sets of values differ, where both have the same spread?
 * Model: normal values, one variance.
 * Formula: t = (m1 - m0) / (s_pooled sqrt(1/n1 + 1/n0)), df = n1 + n0 - 2.
 * Units: those of the values.
 * Not estimable when: a side is empty, there are fewer than three values, or nothing varies.
 * Source: Student 1908; Fisher 1925.
 * Checked against: R 4.2.2 `t.test(var.equal = TRUE)`.
 */
export function studentT(
  a: readonly number[],
  b: readonly number[],
  level: number,
  against = 0,
): MeanTest | NotEstimable {
  const pooled = pooledMeans(a, b);
  if ("status" in pooled) return pooled;
  const { difference, variance, df } = pooled;
  const perMeans = variance * (1 / a.length + 1 / b.length);
  return meanTest({ estimate: difference, variance: perMeans, df, largest: largestOf(a, b) }, level, against);
}

/**
 * Question: do two values of the same unit differ, over units?
 * Model: the differences within units are normal.
 * Formula: t = mean(d) / (sd(d) / sqrt(n)), df = n - 1.
 * Units: those of the values.
 * Not estimable when: there are fewer than two pairs, or every pair has the same difference, to rounding.
 * Source: Student 1908.
 * Checked against: R 4.2.2 `t.test(paired = TRUE)`.
 */
export function pairedT(
  x: readonly number[],
  y: readonly number[],
  level: number,
  against = 0,
): MeanTest | NotEstimable {
  if (x.length !== y.length) return notEstimable("the two sides have different numbers of values");
  const { n, mean, variance } = sampleMoments(x.map((value, index) => value - (y[index] ?? Number.NaN)));
  if (n < 2) return notEstimable("there are fewer than two pairs");
  return meanTest(
    { estimate: mean, variance: variance / n, df: n - 1, largest: largestOf(x, y) },
    level,
    against,
  );
}
