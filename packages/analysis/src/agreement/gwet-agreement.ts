import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { RatingSums } from "./rating-units.js";

/** How much a pair of different values counts as agreement; `none` gives AC1, `quadratic` an AC2. */
export type AgreementWeights = "none" | "linear" | "quadratic";

function weightOf(values: Float64Array, a: number, b: number, weights: AgreementWeights): number {
  if (a === b) return 1;
  if (weights === "none") return 0;
  const range = (values[values.length - 1] ?? 0) - (values[0] ?? 0);
  const apart = Math.abs((values[a] ?? 0) - (values[b] ?? 0)) / range;
  return 1 - (weights === "linear" ? apart : apart * apart);
}

/**
 * Question: how much better than chance do raters agree, where one value is much more frequent than the others?
 * Model: chance agreement comes from the ratings that are given at random, at most as often as values are uncertain.
 * Formula: (p_a - p_e) / (1 - p_e); p_a = mean over units of sum w_ab r_a (r_b - [a = b]) / (r (r - 1));
 *   p_e = T_w / (q (q - 1)) sum pi_a (1 - pi_a), pi_a the mean share of value a over rated units, T_w = sum w_ab.
 * Units: none; 1 is perfect, 0 is chance.
 * Not estimable when: no unit has two ratings; only one value is possible.
 * Source: Gwet 2008 (AC1); Gwet 2014, Handbook of Inter-Rater Reliability (AC2, missing ratings).
 * Checked against: a 2 x 2 table worked by hand from Gwet 2008; mpmath 1.2.1 with 30 digits.
 */
export function gwetAgreement(
  sums: RatingSums,
  values: Float64Array,
  weights: AgreementWeights,
): number | NotEstimable {
  if (sums.paired === 0) return notEstimable("nothing was rated twice");
  const size = values.length;
  if (size < 2) return notEstimable("every rating is the same, so agreement by chance would be perfect");
  let observed = 0;
  let total = 0;
  let uncertain = 0;
  for (let a = 0; a < size; a += 1) {
    const share = (sums.shares[a] ?? 0) / sums.rated;
    uncertain += share * (1 - share);
    for (let b = 0; b < size; b += 1) {
      const weight = weightOf(values, a, b, weights);
      total += weight;
      observed += weight * (sums.pairShares[a * size + b] ?? 0);
    }
  }
  const chance = (total * uncertain) / (size * (size - 1));
  return (observed / sums.paired - chance) / (1 - chance);
}

/** Share of rater pairs within units that gave the same value. */
export function rawAgreement(sums: RatingSums, values: Float64Array): number | NotEstimable {
  if (sums.paired === 0) return notEstimable("nothing was rated twice");
  let same = 0;
  for (let a = 0; a < values.length; a += 1) same += sums.pairShares[a * values.length + a] ?? 0;
  return same / sums.paired;
}
