import { brentRoot } from "../numeric/brent-root.js";
import type { TwoCounts } from "./counts.js";

/** The most likely rates of two sides among those that obey a hypothesis. */
export interface RestrictedRates {
  readonly rate1: number;
  readonly rate0: number;
}

/** Where in [low, high] a concave likelihood is largest, given its slope; an end where the slope does not change sign. */
function largest(slope: (rate: number) => number, low: number, high: number): number {
  if (!(high > low)) return low;
  if (!(slope(low) > 0)) return low;
  if (!(slope(high) < 0)) return high;
  return brentRoot(slope, low, high) ?? Number.NaN;
}

/** x / p - y / (1 - p), which is infinite at an end only where there is something at that end. */
function binomialSlope(events: number, others: number, rate: number, complement: number): number {
  return (events === 0 ? 0 : events / rate) - (others === 0 ? 0 : others / complement);
}

/**
 * The rates with p1 - p0 = difference that make the counts most likely. The cubic of Miettinen and Nurminen 1985 has
 * them in closed form, which loses half its digits where roots meet; the slope of the likelihood is solved instead.
 */
export function ratesAtDifference({ x1, n1, x0, n0 }: TwoCounts, difference: number): RestrictedRates {
  const low = Math.max(0, -difference);
  const high = Math.min(1, 1 - difference);
  const slope = (rate0: number) => {
    const rate1 = rate0 + difference;
    return binomialSlope(x1, n1 - x1, rate1, 1 - rate1) + binomialSlope(x0, n0 - x0, rate0, 1 - rate0);
  };
  const rate0 = largest(slope, low, high);
  return { rate0, rate1: Math.min(1, Math.max(0, rate0 + difference)) };
}

/** The rates with p1 = ratio p0 that make the counts most likely: the smaller root of a quadratic. */
export function ratesAtRatio({ x1, n1, x0, n0 }: TwoCounts, ratio: number): RestrictedRates {
  const lead = (n1 + n0) * ratio;
  const middle = n1 * ratio + x1 + n0 + x0 * ratio;
  const root = Math.sqrt(Math.max(0, middle * middle - 4 * lead * (x1 + x0)));
  const rate0 = Math.min(1, (2 * (x1 + x0)) / (middle + root));
  return { rate0, rate1: Math.min(1, ratio * rate0) };
}

/** Rates with their distances to 1, which keep their digits where the rates are 1 to the last one. */
export interface RatesAndRests extends RestrictedRates {
  readonly rest1: number;
  readonly rest0: number;
}

/** The rates whose odds have this ratio that make the counts most likely: a root of a quadratic. */
export function ratesAtOddsRatio(counts: TwoCounts, oddsRatio: number): RatesAndRests {
  const { x1, n1, x0, n0 } = counts;
  if (oddsRatio < 1) {
    // The other way round nothing cancels.
    const turned = ratesAtOddsRatio({ x1: x0, n1: n0, x0: x1, n0: n1 }, 1 / oddsRatio);
    return { rate1: turned.rate0, rest1: turned.rest0, rate0: turned.rate1, rest0: turned.rest1 };
  }
  const events = x1 + x0;
  const lead = n0 * (oddsRatio - 1);
  const middle = (n1 - events) * oddsRatio + n0 + events;
  const root = Math.sqrt(middle * middle + 4 * lead * events);
  const rate0 = middle > 0 ? (2 * events) / (middle + root) : (root - middle) / (2 * lead);
  const scale = 1 - rate0 + oddsRatio * rate0;
  return { rate0, rest0: 1 - rate0, rate1: (oddsRatio * rate0) / scale, rest1: (1 - rate0) / scale };
}
