import { brentRoot } from "../numeric/brent-root.js";
import type { TwoCounts } from "../proportions/counts.js";
import { ratesAtOddsRatio, ratesAtRatio } from "../proportions/restricted-rates.js";
import type { Limits } from "./limits.js";

// exp(300) is as good as infinite, and its square is still a number.
const FURTHEST = 300;

/** Sides on which no ratio is ever rejected. */
interface OpenEnds {
  readonly below: boolean;
  readonly above: boolean;
}

/** Ratios whose score statistic, which falls as they grow, lies within the critical value; found on the logarithm. */
function invert(score: (ratio: number) => number, critical: number, open: OpenEnds): Limits {
  const where = (target: number) =>
    Math.exp(brentRoot((log) => score(Math.exp(log)) - target, -FURTHEST, FURTHEST) ?? Number.NaN);
  return {
    lower: open.below ? 0 : where(critical),
    upper: open.above ? Number.POSITIVE_INFINITY : where(-critical),
  };
}

/**
 * Question: by which factor do the rates of two independent sets of observations differ?
 * Model: binomial counts; a ratio is kept while its score test, at the most likely rates with this ratio, does not
 *   reject.
 * Formula: (p1 - R p0)^2 = z^2 (q1(1 - q1)/n1 + R^2 q0(1 - q0)/n0) N/(N - 1).
 * Units: ratio; lower is 0 without events in side 1, upper Infinity without events in side 0.
 * Not estimable when: a side has no observations.
 * Source: Koopman 1984; Miettinen and Nurminen 1985.
 * Checked against: statsmodels 0.13.5 `confint_proportions_2indep(method = "score", compare = "ratio")`.
 */
export function riskRatioScore(counts: TwoCounts, critical: number): Limits {
  const { x1, n1, x0, n0 } = counts;
  const factor = (n1 + n0) / (n1 + n0 - 1);
  const score = (ratio: number) => {
    const { rate1, rate0 } = ratesAtRatio(counts, ratio);
    const spread = (rate1 * (1 - rate1)) / n1 + (ratio * ratio * rate0 * (1 - rate0)) / n0;
    const departure = x1 / n1 - (ratio * x0) / n0;
    return departure === 0 ? 0 : departure / Math.sqrt(factor * spread);
  };
  return invert(score, critical, { below: x1 === 0, above: x0 === 0 });
}

/** Events beyond the expected number, from the nearer end of the scale. */
function surplus(x: number, n: number, rate: number, rest: number): number {
  return rate < 0.5 ? x - n * rate : n * rest - (n - x);
}

/**
 * Question: by which factor do the odds of two independent sets of observations differ?
 * Model: binomial counts; an odds ratio is kept while its score test does not reject.
 * Formula: (x1 - n1 q1)^2 (1/(n1 q1(1 - q1)) + 1/(n0 q0(1 - q0))) (N - 1)/N = z^2.
 * Units: odds ratio; 0 and Infinity where a side is at an end of the scale.
 * Not estimable when: a side has no observations.
 * Source: Cornfield 1956; Miettinen and Nurminen 1985.
 * Checked against: statsmodels 0.13.5 `confint_proportions_2indep(method = "score", compare = "odds-ratio")`.
 */
export function oddsRatioScore(counts: TwoCounts, critical: number): Limits {
  const { x1, n1, x0, n0 } = counts;
  const share = (n1 + n0 - 1) / (n1 + n0);
  const score = (oddsRatio: number) => {
    const { rate1, rest1, rate0, rest0 } = ratesAtOddsRatio(counts, oddsRatio);
    const [spread1, spread0] = [n1 * rate1 * rest1, n0 * rate0 * rest0];
    const information = 1 / spread1 + 1 / spread0;
    // What one side has too many, the other has too few; the side that varies less keeps its digits.
    const departure = spread1 < spread0 ? surplus(x1, n1, rate1, rest1) : -surplus(x0, n0, rate0, rest0);
    return departure === 0 ? 0 : departure * Math.sqrt(information * share);
  };
  return invert(score, critical, { below: x1 === 0 || x0 === n0, above: x0 === 0 || x1 === n1 });
}
