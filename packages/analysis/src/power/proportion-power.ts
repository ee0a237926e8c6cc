import { normalCdf, normalQuantile } from "../distributions/normal.js";
import { brentRoot } from "../numeric/brent-root.js";

/** Two rates that are compared on independent scores: what a plan assumes that takes scores for the units. */
export interface RatePair {
  readonly arm: number;
  readonly control: number;
  /** Two-sided. */
  readonly alpha: number;
}

const MOST_SCORES = 1e9;

/**
 * Question: how likely does a test of two rates on independent scores find their difference, on its side?
 * Model: binomial counts, normal approximation, pooled variance under the null hypothesis.
 * Formula: Phi((sqrt(n) |p1 - p0| - z sqrt((p1 + p0)(1 - (p1 + p0)/2))) / sqrt(p1 q1 + p0 q0)).
 * Units: probability.
 * Not estimable when: both rates are at an end of the scale (no variance); NaN then.
 * Source: Fleiss, Levin and Paik 2003; R's `power.prop.test` with `strict = FALSE`.
 * Checked against: R 4.2.2 `power.prop.test`.
 *
 * @param scores on each side
 */
export function proportionPower({ arm, control, alpha }: RatePair, scores: number): number {
  const both = arm + control;
  const critical = -normalQuantile(alpha / 2) * Math.sqrt(both * (1 - both / 2));
  const spread = Math.sqrt(arm * (1 - arm) + control * (1 - control));
  return normalCdf((Math.sqrt(scores) * Math.abs(arm - control) - critical) / spread);
}

/** Independent scores a side, not rounded, at which {@link proportionPower}, or another, reaches `power`; NaN where none does. */
export function proportionScores(rates: RatePair, power: number, by = proportionPower): number {
  const missing = (scores: number) => by(rates, scores) - power;
  let high = 4;
  while (missing(high) < 0 && high < MOST_SCORES) high *= 2;
  return brentRoot(missing, 0, high) ?? Number.NaN;
}

/** Cohen's h: the difference of the rates on the arcsine scale. */
export function arcsineDistance(arm: number, control: number): number {
  return 2 * Math.asin(Math.sqrt(arm)) - 2 * Math.asin(Math.sqrt(control));
}

/**
 * Question: the same on the arcsine scale, where the variance of a rate does not depend on the rate.
 * Model: 2 asin(sqrt(rate)) is normal with variance 1/n.
 * Formula: Phi(|h| sqrt(n/2) - z) + Phi(-|h| sqrt(n/2) - z): both sides, as the tool it is checked against has it.
 * Units: probability.
 * Not estimable when: never.
 * Source: Cohen 1988.
 * Checked against: R 4.2.2 `pwr::pwr.2p.test`.
 */
export function arcsinePower({ arm, control, alpha }: RatePair, scores: number): number {
  const distance = Math.abs(arcsineDistance(arm, control)) * Math.sqrt(scores / 2);
  const critical = -normalQuantile(alpha / 2);
  return normalCdf(distance - critical) + normalCdf(-distance - critical);
}

/** What the two-sided test with pooled null variance is made of. */
export interface PooledProportionPower {
  readonly power: number;
  readonly pooledRate: number;
  /** Standard deviations of the difference under both hypotheses, times the root of the arm's scores. */
  readonly nullDeviation: number;
  readonly alternativeDeviation: number;
}

/**
 * Question: the power of the two-sided test whose null variance is pooled, with unequal numbers of scores.
 * Model: as {@link proportionPower}; the control has `ratio` times the arm's scores.
 * Formula: p = (p1 + ratio p0) / (1 + ratio); Phi and its mirror at (z s0 -+ sqrt(n) (p1 - p0)) / s1.
 * Units: probability.
 * Not estimable when: both rates are at an end of the scale; NaN then.
 * Source: Fleiss, Levin and Paik 2003.
 * Checked against: statsmodels 0.13.5 `power_proportions_2indep`.
 */
export function pooledProportionPower(
  { arm, control, alpha }: RatePair,
  scores: number,
  ratio = 1,
): PooledProportionPower {
  const deviation = (one: number, zero: number) => Math.sqrt(one * (1 - one) + (zero * (1 - zero)) / ratio);
  const pooledRate = (arm + control * ratio) / (1 + ratio);
  const nullDeviation = deviation(pooledRate, pooledRate);
  const alternativeDeviation = deviation(arm, control);
  const shift = (Math.sqrt(scores) * (arm - control)) / alternativeDeviation;
  const critical = (-normalQuantile(alpha / 2) * nullDeviation) / alternativeDeviation;
  const power = normalCdf(shift - critical) + normalCdf(-shift - critical);
  return { power, pooledRate, nullDeviation, alternativeDeviation };
}
