import gammaln from "@stdlib/math-base-special-gammaln";
import { brentRoot } from "../numeric/brent-root.js";
import { normalCdf } from "./normal.js";

const STEP = 0.15;
const FURTHEST = 9;
const NEGLIGIBLE = -45;
const MOST_STEPS = 20_000;

type Tail = "lower" | "upper";

/** A place where the smallest of the normals may lie. */
interface Place {
  readonly z: number;
  /** Probability of lying above it. */
  readonly above: number;
  /** log of the density of the smallest being there, but for a constant. */
  readonly logDensity: number;
}

function placesOf(means: number): readonly Place[] {
  return Array.from({ length: (2 * FURTHEST) / STEP + 1 }, (_, index) => {
    const z = index * STEP - FURTHEST;
    const above = normalCdf(-z);
    return { z, above, logDensity: -(z * z) / 2 + (means - 1) * Math.log(above) };
  });
}

/** A tail of the range of `means` independent standard normals, by the trapezoidal rule over the smallest. */
function rangeTail(width: number, means: number, tail: Tail, places: readonly Place[]): number {
  let sum = 0;
  for (const { z, above, logDensity } of places) {
    if (logDensity < NEGLIGIBLE) continue;
    // Given the smallest at z, all others lie above it; in the lower tail, all of them within the width.
    const logWithin = (means - 1) * Math.log1p(-normalCdf(-z - width) / above);
    sum += Math.exp(logDensity) * (tail === "lower" ? Math.exp(logWithin) : -Math.expm1(logWithin));
  }
  return (means * STEP * sum) / Math.sqrt(2 * Math.PI);
}

function logConstant(df: number): number {
  const x = df / 2;
  if (x < 50) return Math.LN2 + x * Math.log(x) - x - gammaln(x);
  const square = 1 / (x * x);
  return Math.LN2 + Math.log(x / (2 * Math.PI)) / 2 - (1 / 12 - square * (1 / 360 - square / 1260)) / x;
}

/** A tail of the range of normals, averaged over the spread that it is divided by; trapezoidal, exact to rounding. */
function studentizedTail(q: number, means: number, df: number, tail: Tail): number {
  if (!(means >= 2) || !(df > 0) || Number.isNaN(q)) return Number.NaN;
  if (q <= 0) return tail === "lower" ? 0 : 1;
  const places = placesOf(means);
  if (df === Number.POSITIVE_INFINITY) return rangeTail(q, means, tail, places);
  const step = 0.35 / (Math.sqrt(2 * df) + 2);
  const constant = logConstant(df);
  let sum = rangeTail(q, means, tail, places) * Math.exp(constant);
  for (const direction of [-1, 1]) {
    for (let index = 1; index < MOST_STEPS; index += 1) {
      const u = direction * index * step;
      const height = df * (u - Math.expm1(2 * u) / 2);
      if (height < NEGLIGIBLE) break;
      sum += Math.exp(height + constant) * rangeTail(q * Math.exp(u), means, tail, places);
    }
  }
  return Math.min(1, step * sum);
}

/**
 * Upper tail of the studentized range of `means` means, for Tukey's comparisons of all pairs.
 *
 * @param df of the spread; Infinity where it is known
 */
export function studentizedRangeUpperTail(q: number, means: number, df: number): number {
  return studentizedTail(q, means, df, "upper");
}

/** Lower tail of the studentized range. */
export function studentizedRangeCdf(q: number, means: number, df: number): number {
  return studentizedTail(q, means, df, "lower");
}

/** Quantile of the studentized range; `p` in (0, 1). */
export function studentizedRangeQuantile(p: number, means: number, df: number): number {
  if (!(p > 0 && p < 1)) return Number.NaN;
  const excess = (q: number) => 1 - p - studentizedRangeUpperTail(q, means, df);
  let high = 4;
  while (excess(high) < 0 && high < 1e8) high *= 2;
  return brentRoot(excess, 0, high) ?? Number.NaN;
}
