import type { MonitorCheckpoint, MonitorSampling } from "@holdfast/core";

/**
 * Shares of the wealth that are put at stake, equally weighted: from careful, for rates that stay near the limit, to
 * bold. None stakes all, so that one checkpoint at 0 ruins nobody.
 */
export const STAKES: readonly number[] = [
  0.01, 0.02, 0.04, 0.07, 0.11, 0.17, 0.25, 0.35, 0.48, 0.62, 0.76, 0.88, 0.95,
];

/**
 * Logarithm of what a stake becomes at one checkpoint, in a bet that the rate is above `limit`: lambda = stake / limit
 * is the same for all of its scores, which is what makes the bet fair against any mixture of prompts.
 */
export function logGain(
  stake: number,
  limit: number,
  { rate, scores }: MonitorCheckpoint,
  sampling: MonitorSampling,
): number {
  if (sampling === "any" || scores === null) return Math.log1p(stake * (rate / limit - 1));
  const hits = rate * scores;
  return hits * Math.log1p(stake * (1 / limit - 1)) + (scores - hits) * Math.log1p(-stake);
}

/** Logarithm of the mean of the wealths whose logarithms are given. */
export function logMeanWealth(logWealth: readonly number[]): number {
  const most = Math.max(...logWealth);
  if (!Number.isFinite(most)) return most;
  return (
    most + Math.log(logWealth.reduce((sum, value) => sum + Math.exp(value - most), 0) / logWealth.length)
  );
}
