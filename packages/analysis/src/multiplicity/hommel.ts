/**
 * Question: which members of a family stand, by closing Simes' test over all subsets?
 * Model: Simes' inequality holds (independent or positively dependent p-values).
 * Formula: the closed Simes procedure: p~_i = max over subsets I with i of min_{j in I} (|I| / rank of j in I) p_j,
 *   found over subset sizes m = n - 1 .. 2 without visiting the subsets.
 * Units: probability.
 * Not estimable when: a member has no p-value: it is left out, and stays `null`.
 * Source: Hommel 1988; Wright 1992 (the algorithm).
 * Checked against: R 4.2.2 `p.adjust("hommel")`.
 */
export function hommel(pValues: readonly (number | null)[]): (number | null)[] {
  const order = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p);
  const size = order.length;
  const sorted = order.map(({ p }) => p);
  const at = (index: number) => sorted[index] ?? 1;
  const simes = Math.min(...sorted.map((p, index) => (size * p) / (index + 1)));
  const closed = sorted.map(() => simes);
  for (let subset = size - 1; subset >= 2; subset -= 1) {
    // The subset's largest members stand at the top; its smallest may be any of those below them.
    const firstOfTop = size - subset + 1;
    let top = Number.POSITIVE_INFINITY;
    for (let rank = 2; rank <= subset; rank += 1)
      top = Math.min(top, (subset * at(firstOfTop + rank - 2)) / rank);
    const own = (index: number) => Math.min(subset * at(index), top);
    const ofTop = own(firstOfTop - 1);
    closed.forEach((value, index) => {
      closed[index] = Math.max(value, index < firstOfTop ? own(index) : ofTop);
    });
  }
  const adjusted = pValues.map((): number | null => null);
  order.forEach(({ p, index }, rank) => {
    adjusted[index] = Math.min(1, Math.max(closed[rank] ?? 1, p));
  });
  return adjusted;
}
