/** A variance on the metric's own scale, squared, with the degrees of freedom it was estimated on. */
export interface EstimatedVariance {
  readonly variance: number;
  readonly df: number;
}

/** A sum of variances weighted by their degrees of freedom. */
export interface Pool {
  sum: number;
  df: number;
}

export const emptyPool = (): Pool => ({ sum: 0, df: 0 });

export function addTo(pool: Pool, variance: number, df: number): void {
  if (!Number.isFinite(variance) || !(df > 0)) return;
  pool.sum += variance * df;
  pool.df += df;
}

/** Adds what several moments of the same runs say: their mean variance, on the degrees of freedom of one of them. */
export function addMean(pool: Pool, parts: readonly Pool[]): void {
  const known = parts.filter(({ df }) => df > 0);
  if (known.length === 0) return;
  pool.sum += known.reduce((sum, part) => sum + part.sum, 0) / known.length;
  pool.df += known.reduce((sum, part) => sum + part.df, 0) / known.length;
}

/** null where nothing was added; what chance made negative is 0. */
export function pooled({ sum, df }: Pool, factor: number): EstimatedVariance | null {
  return df > 0 ? { variance: Math.max(0, (sum / df) * factor), df } : null;
}
