import { stepUp } from "./step-up.js";

/**
 * Question: as `benjaminiHochberg`, where nothing is known of how the results depend on one another.
 * Model: none beyond valid p-values; any dependence.
 * Formula: sorted upwards, p~_(i) = min over j >= i of min(1, (m / j) p_(j) sum_{l <= m} 1/l).
 * Units: probability (a false discovery rate).
 * Not estimable when: a member has no p-value: it is left out, and stays `null`.
 * Source: Benjamini and Yekutieli 2001.
 * Checked against: R 4.2.2 `p.adjust("BY")`.
 */
export function benjaminiYekutieli(pValues: readonly (number | null)[]): (number | null)[] {
  let harmonic = 0;
  const size = pValues.filter((p) => p !== null).length;
  for (let rank = 1; rank <= size; rank += 1) harmonic += 1 / rank;
  return stepUp(pValues, (rank, count) => (count / rank) * harmonic);
}
