import { normalCdf } from "../distributions/normal.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";

/** Events among observations at one score; both may be fractional (effective counts). */
export interface ScoredProportion {
  readonly events: number;
  readonly n: number;
  readonly score: number;
}

export interface TrendTest {
  readonly chiSquared: number;
  readonly pValue: number;
}

/**
 * Question: do proportions go up or down with the score?
 * Model: independent binomial observations; the probability is linear in the score.
 * Formula: chi^2 = [sum n (p_i - p)(s_i - s)]^2 / (p (1 - p) sum n (s_i - s)^2), 1 df, p and s weighted by n.
 * Units: none. Only on effective sizes does it hold for clustered scores.
 * Not estimable when: all scores are equal, or all observations are.
 * Source: Cochran 1954; Armitage 1955.
 * Checked against: R 4.2.2 `prop.trend.test`.
 */
export function cochranArmitage(groups: readonly ScoredProportion[]): TrendTest | NotEstimable {
  let total = 0;
  let events = 0;
  let scores = 0;
  for (const { events: own, n, score } of groups) {
    total += n;
    events += own;
    scores += n * score;
  }
  const rate = events / total;
  const middle = scores / total;
  let product = 0;
  let spread = 0;
  for (const { events: own, n, score } of groups) {
    product += (own - n * rate) * (score - middle);
    spread += n * (score - middle) ** 2;
  }
  if (!(spread > 0)) return notEstimable("all doses are the same");
  if (!(rate > 0 && rate < 1)) return notEstimable("every rate is at the same end of the scale");
  const chiSquared = product ** 2 / (rate * (1 - rate) * spread);
  return { chiSquared, pValue: 2 * normalCdf(-Math.sqrt(chiSquared)) };
}
