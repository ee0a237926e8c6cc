/** Mean and sample variance of values. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** NaN below two values; exactly 0 where all are the same number. */
  readonly variance: number;
}

/** Moments in two passes, so that a large mean costs no digits of the variance. */
export function sampleMoments(values: readonly number[]): Moments {
  const n = values.length;
  const [first = Number.NaN] = values;
  let sum = 0;
  let varies = false;
  for (const value of values) {
    sum += value - first;
    varies ||= value !== first;
  }
  const mean = first + sum / n;
  if (!varies) return { n, mean: first, variance: n < 2 ? Number.NaN : 0 };
  let squares = 0;
  let rest = 0;
  for (const value of values) {
    squares += (value - mean) * (value - mean);
    rest += value - mean;
  }
  return { n, mean, variance: (squares - (rest * rest) / n) / (n - 1) };
}
