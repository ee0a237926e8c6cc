import betainc from "@stdlib/math-base-special-betainc";
import betaincinv from "@stdlib/math-base-special-betaincinv";
import { normalCdf, normalQuantile } from "./normal.js";

/** Probability of lying further from 0 than |t|: I_{df/(df + t^2)}(df/2, 1/2). `df` is real, or Infinity for the normal. */
export function studentTTwoSided(t: number, df: number): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN;
  if (df === Number.POSITIVE_INFINITY) return 2 * normalCdf(-Math.abs(t));
  if (!Number.isFinite(t)) return 0;
  const square = t * t;
  // Beyond the square root of the largest double the tail is below the smallest one for any df >= 1.
  if (!Number.isFinite(square)) return 0;
  return square < df
    ? betainc(square / (df + square), 0.5, df / 2, true, true)
    : betainc(df / (df + square), df / 2, 0.5, true, false);
}

/** Lower tail of Student's t. */
export function studentTCdf(t: number, df: number): number {
  const tail = studentTTwoSided(t, df) / 2;
  return t < 0 ? tail : 1 - tail;
}

/**
 * Quantile of Student's t with real degrees of freedom.
 *
 * @param p probability in (0, 1)
 * @param df > 0, or Infinity for the normal
 */
export function studentTQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1) || !(df > 0)) return Number.NaN;
  if (df === Number.POSITIVE_INFINITY) return normalQuantile(p);
  if (p === 0.5) return 0;
  const tails = p < 0.5 ? 2 * p : 2 * (1 - p);
  // df / (df + t^2) and t^2 / (df + t^2) add up to 1; the smaller one has the digits
  const near = betaincinv(tails, 0.5, df / 2, true);
  const far = near < 0.5 ? 1 - near : betaincinv(tails, df / 2, 0.5);
  const size = far < near ? Math.sqrt((df * (1 - far)) / far) : Math.sqrt((df * near) / (1 - near));
  return p < 0.5 ? -size : size;
}

/** The t that a two-sided interval of this level uses: the quantile at 1 - (1 - level) / 2. */
export function criticalT(level: number, df: number): number {
  return -studentTQuantile((1 - level) / 2, df);
}
