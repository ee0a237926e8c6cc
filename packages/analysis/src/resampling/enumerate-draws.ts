import type { DrawDistribution } from "./draw-distribution.js";

/** More values than this have too many different resamples to go through (n = 12: 1.4 million). */
export const MOST_ENUMERATED = 12;

/**
 * The exact bootstrap distribution of a statistic: all n^n resamples of n values. Resamples that hold the same values in
 * another order are gone through once and counted as often as there are such orders, n! / (k1! k2! ...).
 *
 * @param statistic does not look at the order of its values
 */
export function enumerateDraws(
  values: Float64Array,
  statistic: (values: Float64Array) => number,
): DrawDistribution {
  const size = values.length;
  const resample = new Float64Array(size);
  const found: { readonly value: number; readonly count: number }[] = [];
  const place = (next: number, filled: number, orders: number) => {
    if (next === size - 1 || filled === size) {
      resample.fill(values[next] ?? 0, filled);
      found.push({ value: statistic(resample), count: orders });
      return;
    }
    // choose(size - filled, taken) ways to place this value among what is left
    let ways = 1;
    for (let taken = 0; taken <= size - filled; taken += 1) {
      resample.fill(values[next] ?? 0, filled, filled + taken);
      place(next + 1, filled + taken, orders * ways);
      ways = (ways * (size - filled - taken)) / (taken + 1);
    }
  };
  place(0, 0, 1);
  found.sort((a, b) => a.value - b.value);
  return {
    values: Float64Array.from(found, ({ value }) => value),
    counts: Float64Array.from(found, ({ count }) => count),
  };
}
