import gammaln from "@stdlib/math-base-special-gammaln";
import { brentRoot } from "../numeric/brent-root.js";
import { normalCdf } from "./normal.js";

const NEGLIGIBLE = -50;
const MOST_STEPS = 1_000_000;
const STIRLING_FROM = 20;

/** log of the constant of the density of log(s), s^2 = chi-squared / df, without losing digits at large df. */
function logConstant(df: number): number {
  const x = df / 2;
  if (x < STIRLING_FROM) return Math.LN2 + x * Math.log(x) - x - gammaln(x);
  const square = 1 / (x * x);
  const rest = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / x;
  return Math.LN2 + Math.log(x / (2 * Math.PI)) / 2 - rest;
}

/** log Phi(x), also where Phi itself is below the smallest double. */
function logNormalCdf(x: number): number {
  if (x > -30) return Math.log(normalCdf(x));
  const square = 1 / (x * x);
  const series = 1 - square * (1 - square * (3 - square * (15 - 105 * square)));
  return -(x * x) / 2 - Math.log(-x) - Math.log(2 * Math.PI) / 2 + Math.log(series);
}

/** phi(x) / Phi(x). */
function millsRatio(x: number): number {
  return Math.exp(-(x * x) / 2 - Math.log(2 * Math.PI) / 2 - logNormalCdf(x));
}

/**
 * E[Phi(slope s - shift)] with df s^2 chi-squared: the integrand has a single peak in log s, and the trapezoidal rule
 * with a step below its finest detail is exact to rounding.
 */
function averagedNormal(slope: number, shift: number, df: number): number {
  // In s the logarithm is concave, so its derivative has one zero.
  const rise = (s: number) => df / s - df * s + slope * millsRatio(slope * s - shift);
  let [low, high] = [0.5, 2];
  while (rise(low) < 0 && low > 1e-300) low /= 4;
  while (rise(high) > 0 && high < 1e150) high *= 4;
  const peak = brentRoot(rise, low, high) ?? Number.NaN;
  const heightAt = (u: number) => {
    const s = Math.exp(u);
    return df * (u - Math.expm1(2 * u) / 2) + logNormalCdf(slope * s - shift);
  };
  const middle = Math.log(peak);
  const top = heightAt(middle);
  const steepest = Math.abs(slope) * peak;
  const detail = Math.sqrt(2 * df * Math.max(1, peak * peak)) + Math.abs(shift) + Math.min(steepest, 40) + 1;
  // exp(-e^(2u)) allows no wider step than this, however smooth the rest is.
  const step = Math.min(0.12, 0.4 / detail);
  let sum = 1;
  for (const direction of [-1, 1]) {
    for (let index = 1; index < MOST_STEPS; index += 1) {
      const height = heightAt(middle + direction * index * step) - top;
      if (height < NEGLIGIBLE) break;
      sum += Math.exp(height);
    }
  }
  return Math.min(1, step * sum * Math.exp(top + logConstant(df)));
}

/**
 * Lower tail of the noncentral t: (Z + ncp) / sqrt(chi-squared / df) at most t, with all its digits in either tail.
 *
 * @param df > 0, or Infinity for the normal
 */
export function noncentralTCdf(t: number, df: number, ncp: number): number {
  if (!(df > 0) || Number.isNaN(t) || !Number.isFinite(ncp)) return Number.NaN;
  if (df === Number.POSITIVE_INFINITY || t === 0) return normalCdf(t - ncp);
  if (!Number.isFinite(t)) return t < 0 ? 0 : 1;
  return averagedNormal(t, ncp, df);
}

/** Upper tail of the noncentral t. */
export function noncentralTUpperTail(t: number, df: number, ncp: number): number {
  return noncentralTCdf(-t, df, -ncp);
}

/**
 * The noncentrality under which t lies at the lower tail probability p; it falls as p grows.
 *
 * @param p in (0, 1)
 */
export function noncentralTNcp(p: number, t: number, df: number): number {
  if (!(p > 0 && p < 1) || !(df > 0) || !Number.isFinite(t)) return Number.NaN;
  // The smaller tail keeps its digits.
  const excess = (ncp: number) =>
    p < 0.5 ? noncentralTCdf(t, df, ncp) - p : 1 - p - noncentralTUpperTail(t, df, ncp);
  let width = 4;
  let [low, high] = [t - width, t + width];
  for (; excess(low) < 0; width *= 2) low -= width;
  for (width = 4; excess(high) > 0; width *= 2) high += width;
  return brentRoot(excess, low, high) ?? Number.NaN;
}
