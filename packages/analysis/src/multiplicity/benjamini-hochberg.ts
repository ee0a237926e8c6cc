import { stepUp } from "./step-up.js";

/**
 * Question: which of many exploratory results to follow, when a share q of those followed may be false?
 * Model: independent or positively dependent p-values.
 * Formula: sorted upwards, p~_(i) = min over j >= i of min(1, (m / j) p_(j)).
 * Units: probability (a false discovery rate).
 * Not estimable when: a member has no p-value: it is left out, and stays `null`.
 * Source: Benjamini and Hochberg 1995.
 * Checked against: R 4.2.2 `p.adjust("BH")`.
 */
export function benjaminiHochberg(pValues: readonly (number | null)[]): (number | null)[] {
  return stepUp(pValues, (rank, size) => size / rank);
}
