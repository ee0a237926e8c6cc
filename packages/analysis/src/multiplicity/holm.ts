/**
 * Question: which members of a family stand, when the family may err at most once in 1/alpha?
 * Model: none beyond valid p-values; any dependence.
 * Formula: sorted upwards, p~_(i) = max over j <= i of min(1, (m - j + 1) p_(j)).
 * Units: probability.
 * Not estimable when: a member has no p-value: it counts as p = 1 in the family and stays `null`.
 * Source: Holm 1979.
 * Checked against: R 4.2.2 `p.adjust("holm")`.
 *
 * @param pValues one entry a member; `null` for a pending or not-estimable one
 * @param size members fixed at registration; never less than the entries
 */
export function holm(pValues: readonly (number | null)[], size: number = pValues.length): (number | null)[] {
  if (size < pValues.length)
    throw new RangeError(`a family of ${size} cannot hold ${pValues.length} members`);
  const order = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p);
  const adjusted = pValues.map((): number | null => null);
  let highest = 0;
  order.forEach(({ p, index }, rank) => {
    highest = Math.max(highest, Math.min(1, (size - rank) * p));
    adjusted[index] = highest;
  });
  return adjusted;
}
