import { chiSquaredUpperTail } from "../distributions/chi-squared.js";
import type { PairCounts } from "../intervals/newcombe-paired.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { ChiSquaredTest } from "./cochran-mantel-haenszel.js";
import { logBinomials } from "./hypergeometric.js";

/**
 * Question: do two rates differ that were observed on the same units?
 * Model: of the pairs that disagree, either side is as likely to have the event.
 * Formula: (b - c)^2 / (b + c); corrected (|b - c| - 1)^2 / (b + c).
 * Units: chi-squared, one degree of freedom.
 * Not estimable when: no pair disagrees.
 * Source: McNemar 1947; Edwards 1948.
 * Checked against: R 4.2.2 `mcnemar.test`.
 */
export function mcnemar(
  { onlyFirst, onlySecond }: PairCounts,
  corrected: boolean,
): ChiSquaredTest | NotEstimable {
  const discordant = onlyFirst + onlySecond;
  if (discordant === 0) return notEstimable("no pair disagrees");
  const difference = Math.abs(onlyFirst - onlySecond);
  const statistic = Math.max(0, difference - (corrected && difference > 0 ? 1 : 0)) ** 2 / discordant;
  return { statistic, pValue: chiSquaredUpperTail(statistic, 1) };
}

/** The exact two-sided p-value of the same question: twice the smaller binomial tail. Checked against: R 4.2.2 `binom.test`. */
export function mcnemarExactP({ onlyFirst, onlySecond }: PairCounts): number {
  const discordant = onlyFirst + onlySecond;
  const logs = logBinomials(discordant);
  let tail = 0;
  for (let k = 0; k <= Math.min(onlyFirst, onlySecond); k += 1)
    tail += Math.exp((logs[k] ?? 0) - discordant * Math.LN2);
  return Math.min(1, 2 * tail);
}
