/** A symmetric 2 x 2 matrix over two stages: variances of the leads and their covariance. */
export interface StageCovariance {
  readonly from: number;
  readonly to: number;
  readonly cross: number;
}

/** a + s b, entry by entry. */
export function addCovariance(a: StageCovariance, b: StageCovariance, s = 1): StageCovariance {
  return { from: a.from + s * b.from, to: a.to + s * b.to, cross: a.cross + s * b.cross };
}

/** The nearest matrix without negative variance in any direction: negative eigenvalues become 0. */
export function positivePart({ from, to, cross }: StageCovariance): StageCovariance {
  const middle = (from + to) / 2;
  const reach = Math.hypot((from - to) / 2, cross);
  const high = middle + reach;
  const low = middle - reach;
  if (low >= 0) return { from, to, cross };
  if (high <= 0) return { from: 0, to: 0, cross: 0 };
  // The projector on the eigenvector of `high` is (M - low) / (high - low).
  const scale = high / (high - low);
  return { from: scale * (from - low), to: scale * (to - low), cross: scale * cross };
}

/** Terms that cancel leave this share of themselves behind. */
const ROUNDING = 1e-14;

/** Variance of `to - share * from`; 0 where only rounding is left of it, and never negative. */
export function contrastVariance({ from, to, cross }: StageCovariance, share: number): number {
  const terms = [to, -2 * share * cross, share * share * from] as const;
  const variance = terms[0] + terms[1] + terms[2];
  return variance <= ROUNDING * (terms[0] + Math.abs(terms[1]) + terms[2]) ? 0 : variance;
}
