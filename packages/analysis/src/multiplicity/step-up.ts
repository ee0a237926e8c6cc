/**
 * Walks the p-values from the largest down and lets each be at most what those above it became: the shape that
 * Hochberg's, Benjamini and Hochberg's, and Benjamini and Yekutieli's adjustments share.
 *
 * @param factorAt what the p-value is multiplied by, from its rank among the smallest (1 is the smallest) and their number
 */
export function stepUp(
  pValues: readonly (number | null)[],
  factorAt: (rank: number, size: number) => number,
): (number | null)[] {
  const order = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => b.p - a.p);
  const adjusted = pValues.map((): number | null => null);
  let lowest = 1;
  order.forEach(({ p, index }, fromTop) => {
    lowest = Math.min(lowest, factorAt(order.length - fromTop, order.length) * p);
    adjusted[index] = lowest;
  });
  return adjusted;
}
