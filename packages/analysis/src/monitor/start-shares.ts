/**
 * Share of the wealth that nobody has bet yet after so many checkpoints and interventions: half of it begins at the
 * first checkpoint, and 1 / (2 (1 + log t)) still waits after t, so that a run which turns bad at checkpoint t is met
 * with about 1 / (2 t (1 + log t)^2) of it. The k-th intervention leaves k / (k + 1) of what waits.
 *
 * A tail of 1 / (2 t) instead would be a checkpoint quicker for runs that turn bad at the tenth, and two or three
 * slower for those that do at the two hundredth.
 */
export function idleShare(seen: number, interventions: number): number {
  return (seen === 0 ? 1 : 1 / (2 * (1 + Math.log(seen)))) / (interventions + 1);
}

/** Share that begins at the next checkpoint, after so many, where nobody intervenes. */
export function startShare(seen: number, interventions: number): number {
  return idleShare(seen, interventions) - idleShare(seen + 1, interventions);
}

/** Share that begins at the next checkpoint besides, because somebody intervenes who did so so often before. */
export function splitShare(seen: number, interventions: number): number {
  return idleShare(seen + 1, interventions) - idleShare(seen + 1, interventions + 1);
}

/**
 * The share that begins at each of so many checkpoints.
 *
 * @param splits how many checkpoints had been seen at each intervention: rising, and none at the first
 */
export function startShares(checkpoints: number, splits: readonly number[]): Float64Array {
  let before = 0;
  return Float64Array.from({ length: checkpoints }, (_, seen) => {
    const share = startShare(seen, before);
    if (splits[before] !== seen) return share;
    before += 1;
    return share + splitShare(seen, before - 1);
  });
}

/** The share that began at the last of so many checkpoints. */
export function lastStartShare(checkpoints: number, splits: readonly number[]): number {
  const seen = checkpoints - 1;
  const before = splits.length - 1;
  return splits[before] === seen
    ? startShare(seen, before) + splitShare(seen, before)
    : startShare(seen, splits.length);
}
