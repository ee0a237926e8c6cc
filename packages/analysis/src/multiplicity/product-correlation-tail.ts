import gammaln from "@stdlib/math-base-special-gammaln";
import { normalCdf } from "../distributions/normal.js";

/** Members whose estimates correlate as loading_i * loading_j; `members` of them share one loading in [0, 1). */
export interface LoadingGroup {
  readonly loading: number;
  readonly members: number;
}

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
const FURTHEST = 9;
const EXPONENT_CUT = 45;

/** Loadings that are equal, together. */
export function loadingGroups(loadings: readonly number[]): LoadingGroup[] {
  const counts = new Map<number, number>();
  for (const loading of loadings) counts.set(loading, (counts.get(loading) ?? 0) + 1);
  return [...counts].map(([loading, members]) => ({ loading, members }));
}

/** log P(every |member| <= bound | the common factor is z), from the tails so that small ones keep their digits. */
function logInside(groups: readonly LoadingGroup[], bound: number, z: number): number {
  let sum = 0;
  for (const { loading, members } of groups) {
    const spread = Math.sqrt(1 - loading * loading);
    const outside = normalCdf((-bound - loading * z) / spread) + normalCdf((-bound + loading * z) / spread);
    sum += members * Math.log1p(-Math.min(1, outside));
  }
  return sum;
}

/** P(some |member| > bound) for normal members, by the trapezoid rule over the common factor. */
function normalTail(groups: readonly LoadingGroup[], bound: number): number {
  if (bound <= 0) return 1;
  const steepest = Math.max(...groups.map(({ loading }) => loading / Math.sqrt(1 - loading * loading)));
  const step = Math.min(0.25, 0.5 / Math.max(steepest, 1e-9));
  // Even in z: the half line counts twice, its first node once.
  let sum = -Math.expm1(logInside(groups, bound, 0)) / 2;
  for (let node = 1; node * step <= FURTHEST; node += 1) {
    const z = node * step;
    sum -= Math.exp((-z * z) / 2) * Math.expm1(logInside(groups, bound, z));
  }
  return (2 * step * sum) / ROOT_TWO_PI;
}

/**
 * Question: how likely is it that the largest of several |t| exceeds a bound, when they share one variance estimate
 *   and their correlations are products?
 * Model: T_i = (loading_i Z + sqrt(1 - loading_i^2) e_i) / s with Z, e_i standard normal and df s^2 chi-squared.
 * Formula: 1 - E_s E_Z prod_i [Phi((c s + l_i Z) / r_i) - Phi((-c s + l_i Z) / r_i)], r_i = sqrt(1 - l_i^2): two
 *   nested trapezoid sums (over Z, and over log s), which converge geometrically for such functions.
 * Units: probability.
 * Not estimable when: there is no member, df <= 0, or a loading is not in [0, 1): NaN.
 * Source: Dunnett 1955; Hsu 1996.
 * Checked against: R 4.2.2 nested `integrate`; mvtnorm 1.1.3 `pmvt`.
 *
 * @param df degrees of freedom of the shared variance; Infinity for a known one
 */
export function productCorrelationTail(groups: readonly LoadingGroup[], df: number, bound: number): number {
  if (groups.length === 0 || !(df > 0) || groups.some(({ loading }) => !(loading >= 0 && loading < 1)))
    return Number.NaN;
  if (df === Number.POSITIVE_INFINITY) return normalTail(groups, bound);
  const half = df / 2;
  const constant = Math.log(2) + half * Math.log(half) - gammaln(half);
  // log of the density of u = log s; its peak is at u = 0.
  const logDensity = (u: number) => constant + df * u - half * Math.exp(2 * u);
  const step = Math.min(0.12, 0.6 / Math.sqrt(2 * df));
  const peak = logDensity(0);
  let sum = Math.exp(peak) * normalTail(groups, bound);
  for (const side of [-1, 1]) {
    for (let node = 1; ; node += 1) {
      const u = side * node * step;
      const height = logDensity(u);
      if (height < peak - EXPONENT_CUT) break;
      sum += Math.exp(height) * normalTail(groups, bound * Math.exp(u));
    }
  }
  return Math.min(1, step * sum);
}
