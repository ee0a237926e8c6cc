/** What a statistic came out as over resamples, in rising order, and how many resamples gave each value. */
export interface DrawDistribution {
  readonly values: Float64Array;
  readonly counts: Float64Array;
}

/** The distribution of values that each came up once; those that are not finite are left out. */
export function distributionOf(drawn: Float64Array): DrawDistribution {
  const values = drawn.filter((value) => Number.isFinite(value)).sort();
  return { values, counts: new Float64Array(values.length).fill(1) };
}

/** How many resamples there are. */
export function sizeOf({ counts }: DrawDistribution): number {
  let size = 0;
  for (const count of counts) size += count;
  return size;
}

/** The share of resamples below `value`; those that differ from it by rounding alone are not below it. */
export function shareBelow(distribution: DrawDistribution, value: number): number {
  const edge = value - 1e-12 * Math.max(1, Math.abs(value));
  let below = 0;
  distribution.values.forEach((own, index) => {
    if (own < edge) below += distribution.counts[index] ?? 0;
  });
  return below / sizeOf(distribution);
}

/** Quantile of type 7 (Hyndman and Fan 1996): between the two nearest order statistics, in a straight line. */
export function quantileAt(distribution: DrawDistribution, share: number): number {
  const position = (sizeOf(distribution) - 1) * share;
  const whole = Math.floor(position);
  const at = (rank: number) => {
    let passed = 0;
    const index = distribution.counts.findIndex((count) => {
      passed += count;
      return rank < passed;
    });
    return distribution.values[index < 0 ? distribution.values.length - 1 : index] ?? Number.NaN;
  };
  const lower = at(whole);
  return position === whole ? lower : lower + (position - whole) * (at(whole + 1) - lower);
}
