import { normalCdf, normalQuantile } from "../distributions/normal.js";

/** How much of alpha may be spent up to an information fraction in [0, 1]; alpha itself at 1. */
export type AlphaSpending = (fraction: number, alpha: number, sides: 1 | 2) => number;

/**
 * Question: how much of alpha may be spent by now, if almost none is to be spent early?
 * Model: none; a registered rule.
 * Formula: 2 (1 - Phi(z_{1 - a/2} / sqrt t)) for each side, a the alpha of that side.
 * Units: probability.
 * Not estimable when: the fraction is not positive (nothing is spent).
 * Source: Lan and DeMets 1983, after O'Brien and Fleming 1979.
 * Checked against: rpact 3.3.4 `typeOfDesign = "asOF"`.
 */
export const obrienFlemingSpending: AlphaSpending = (fraction, alpha, sides) => {
  if (!(fraction > 0)) return 0;
  if (fraction >= 1) return alpha;
  const z = normalQuantile(alpha / sides / 2);
  return 2 * sides * normalCdf(z / Math.sqrt(fraction));
};

/**
 * Question: how much of alpha may be spent by now, if it is to be spent evenly?
 * Model: none; a registered rule.
 * Formula: alpha log(1 + (e - 1) t).
 * Units: probability.
 * Not estimable when: the fraction is not positive (nothing is spent).
 * Source: Lan and DeMets 1983, after Pocock 1977.
 * Checked against: rpact 3.3.4 `typeOfDesign = "asP"`.
 */
export const pocockSpending: AlphaSpending = (fraction, alpha) => {
  if (!(fraction > 0)) return 0;
  return alpha * Math.log1p((Math.E - 1) * Math.min(1, fraction));
};
