/**
 * Question: which members of a family stand, by the simplest bound there is?
 * Model: none beyond valid p-values; any dependence.
 * Formula: p~ = min(1, m p).
 * Units: probability.
 * Not estimable when: a member has no p-value: it is left out, and stays `null`.
 * Source: Bonferroni 1936; Dunn 1961.
 * Checked against: R 4.2.2 `p.adjust("bonferroni")`.
 */
export function bonferroni(pValues: readonly (number | null)[]): (number | null)[] {
  const size = pValues.filter((p) => p !== null).length;
  return pValues.map((p) => (p === null ? null : Math.min(1, size * p)));
}
