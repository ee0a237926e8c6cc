import betainc from "@stdlib/math-base-special-betainc";
import betaincinv from "@stdlib/math-base-special-betaincinv";
import { normalCdf, normalQuantile } from "./normal.js";

const SERIES_FROM = 20;

/**
 * Gamma(x + 1/2) / Gamma(x): by its series for large x, and down from there by the recurrence, so that no digits are
 * lost as between two large logarithms.
 */
function gammaStep(x: number): number {
  let shifted = x;
  let factor = 1;
  while (shifted < SERIES_FROM) {
    factor *= shifted / (shifted + 0.5);
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  const exponent =
    (1 / 8 - square * (1 / 192 - square * (1 / 640 - square * (17 / 14336 - (square * 31) / 18432)))) /
    shifted;
  return factor * Math.sqrt(shifted) * Math.exp(-exponent);
}

/** The density at 0. */
function densityConstant(df: number): number {
  return gammaStep(df / 2) / Math.sqrt(df * Math.PI);
}

function densityAt(t: number, df: number, constant: number): number {
  return constant * Math.exp((-(df + 1) / 2) * Math.log1p((t * t) / df));
}

/** Probability within -t and t: 2 t f(t) times a hypergeometric series, short unless t is far beyond sqrt df. */
function centre(t: number, df: number, constant: number): number {
  const x = (t * t) / (df + t * t);
  let term = 1;
  let sum = 1;
  // What is left out is a few times the last term.
  for (let n = 0.5; term > (Number.EPSILON / 16) * sum; n += 1) {
    term *= (x * (df / 2 + n)) / (n + 1);
    sum += term;
  }
  return 2 * t * densityAt(t, df, constant) * sum;
}

/** Below this t^2 the tail is not small, so that 1 less the centre has its digits. */
const NEAR = 9;

/** Probability of lying further from 0 than |t|: I_{df/(df + t^2)}(df/2, 1/2). `df` is real, or Infinity for the normal. */
export function studentTTwoSided(t: number, df: number): number {
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN;
  if (df === Number.POSITIVE_INFINITY) return 2 * normalCdf(-Math.abs(t));
  if (!Number.isFinite(t)) return 0;
  const square = t * t;
  // Beyond the square root of the largest double the tail is below the smallest one for any df >= 1.
  if (!Number.isFinite(square)) return 0;
  if (square < NEAR && square < df) return 1 - centre(Math.abs(t), df, densityConstant(df));
  return square < df
    ? betainc(square / (df + square), 0.5, df / 2, true, true)
    : betainc(df / (df + square), df / 2, 0.5, true, false);
}

/** Lower tail of Student's t. */
export function studentTCdf(t: number, df: number): number {
  const tail = studentTTwoSided(t, df) / 2;
  return t < 0 ? tail : 1 - tail;
}

/** Where the expansion round the normal is near enough for a few steps, and 1 less the centre has all but its last digits. */
const ORDINARY = { df: 3, tails: 0.015, mostSquare: 1.5 };
const MOST_STEPS = 8;
/** A step cubes the error: after one of this size, relative to t, nothing is left to correct. */
const LAST_STEP = 1e-6;

/** The t beyond which, on both sides, lies `tails`: Halley's steps from the expansion of Cornish and Fisher. */
function ordinaryQuantile(tails: number, df: number): number | undefined {
  const z = -normalQuantile(tails / 2);
  const square = z * z;
  const third = ((3 * square + 19) * square + 17) * square - 15;
  let t =
    z * (1 + (square + 1 + (((5 * square + 16) * square + 3) / 24 + third / (96 * df)) / df) / (4 * df));
  const constant = densityConstant(df);
  for (let step = 0; step < MOST_STEPS && t * t < ORDINARY.mostSquare * df; step += 1) {
    const newton = (1 - tails - centre(t, df, constant)) / (2 * densityAt(t, df, constant));
    const change = newton / (1 - (newton * (df + 1) * t) / (2 * (df + t * t)));
    t += change;
    if (Math.abs(change) <= LAST_STEP * t) return t;
  }
  return undefined;
}

/** The same for any tail and any degrees of freedom, by the inverse of the incomplete beta. */
function carefulQuantile(tails: number, df: number): number {
  // df / (df + t^2) and t^2 / (df + t^2) add up to 1; the smaller one has the digits
  const near = betaincinv(tails, 0.5, df / 2, true);
  const far = near < 0.5 ? 1 - near : betaincinv(tails, df / 2, 0.5);
  return far < near ? Math.sqrt((df * (1 - far)) / far) : Math.sqrt((df * near) / (1 - near));
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
  const ordinary = df >= ORDINARY.df && tails >= ORDINARY.tails;
  const size = (ordinary ? ordinaryQuantile(tails, df) : undefined) ?? carefulQuantile(tails, df);
  return p < 0.5 ? -size : size;
}

/** The t that a two-sided interval of this level uses: the quantile at 1 - (1 - level) / 2. */
export function criticalT(level: number, df: number): number {
  return -studentTQuantile((1 - level) / 2, df);
}
