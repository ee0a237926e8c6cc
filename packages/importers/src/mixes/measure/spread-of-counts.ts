import type { Spread } from "@holdfast/core";

/**
 * The spread of whole numbers, of each of which it is known how often it is there; null where there are none. Quartiles lie
 * at (n - 1) p, interpolated (Hyndman and Fan 1996, type 7).
 */
export function spreadOfCounts(counts: ReadonlyMap<number, number>): Spread | null {
  const values = Float64Array.from(counts.keys()).sort();
  let [n, sum] = [0, 0];
  for (const [value, count] of counts) {
    n += count;
    sum += value * count;
  }
  if (n === 0) return null;
  const ends = new Float64Array(values.length);
  let before = 0;
  for (const [at, value] of values.entries()) {
    before += counts.get(value) ?? 0;
    ends[at] = before;
  }
  const ranked = (rank: number): number => {
    let [low, high] = [0, ends.length - 1];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((ends[middle] ?? 0) > rank) high = middle;
      else low = middle + 1;
    }
    return values[low] ?? 0;
  };
  const quantile = (p: number): number => {
    const at = (n - 1) * p;
    const [lower, upper] = [ranked(Math.floor(at)), ranked(Math.ceil(at))];
    return lower + (upper - lower) * (at - Math.floor(at));
  };
  return {
    least: quantile(0),
    lowerQuartile: quantile(0.25),
    median: quantile(0.5),
    upperQuartile: quantile(0.75),
    greatest: quantile(1),
    mean: sum / n,
  };
}
