import gammaln from "@stdlib/math-base-special-gammaln";
import { betaCdf } from "../distributions/beta.js";
import { brentRoot } from "../numeric/brent-root.js";

const NEGLIGIBLE = -50;
const MOST_STEPS = 100_000;
const FURTHEST = 1e3;

/** Shapes of a beta distribution. */
export interface BetaShape {
  readonly a: number;
  readonly b: number;
}

function logBeta({ a, b }: BetaShape): number {
  return gammaln(a) + gammaln(b) - gammaln(a + b);
}

/**
 * Question: how likely is it that one rate lies below another, given what was observed of each?
 * Model: independent beta posteriors of the two rates.
 * Formula: integral of the density of `of` times P(`below` < p) over p, by the trapezoidal rule on the log odds, which
 *   is exact to rounding; deterministic.
 * Units: probability.
 * Not estimable when: a shape is not positive (NaN).
 * Source: Thompson 1933.
 * Checked against: mpmath 1.2.1 `quad`.
 *
 * @param below posterior of the rate that may be the smaller
 * @param of posterior of the rate it is compared with
 */
export function probabilityLess(below: BetaShape, of: BetaShape): number {
  if (!(below.a > 0 && below.b > 0 && of.a > 0 && of.b > 0)) return Number.NaN;
  if (below.a === of.a && below.b === of.b) return 0.5;
  const heightAt = (logOdds: number) => {
    const rate = 1 / (1 + Math.exp(-logOdds));
    const rest = 1 / (1 + Math.exp(logOdds));
    // Near 1 the distance to 1 keeps the digits.
    const cumulative = rate < 0.5 ? betaCdf(rate, below.a, below.b) : 1 - betaCdf(rest, below.b, below.a);
    return of.a * Math.log(rate) + of.b * Math.log(rest) + Math.log(cumulative);
  };
  const middle = peakOf(heightAt, Math.log((of.a + below.a) / (of.b + below.b)));
  const top = heightAt(middle);
  if (top === Number.NEGATIVE_INFINITY) return 0;
  const sharpest = Math.sqrt(Math.max(of.a + of.b, below.a + below.b)) / 2 + 1;
  const step = 0.25 / sharpest;
  let sum = 1;
  for (const direction of [-1, 1]) {
    for (let index = 1; index < MOST_STEPS; index += 1) {
      const height = heightAt(middle + direction * index * step) - top;
      if (!(height > NEGLIGIBLE)) break;
      sum += Math.exp(height);
    }
  }
  return Math.min(1, step * sum * Math.exp(top - logBeta(of)));
}

/** Where a function with a single peak is highest, near enough to start a sum from. */
function peakOf(height: (x: number) => number, start: number): number {
  const slope = (x: number) => {
    const difference = height(x + 1e-3) - height(x - 1e-3);
    // Below the smallest double there is nothing on either side: the peak lies towards the start.
    return Number.isNaN(difference) ? start - x : difference;
  };
  let [low, high] = [start - 1, start + 1];
  while (slope(low) < 0 && low > -FURTHEST) low -= 2 * (high - low);
  while (slope(high) > 0 && high < FURTHEST) high += 2 * (high - low);
  return brentRoot(slope, low, high) ?? start;
}
