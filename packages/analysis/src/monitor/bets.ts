import type { MonitorCheckpoint, MonitorSampling } from "@holdfast/core";

/**
 * Shares of the wealth that are put at stake, equally weighted: from careful, for rates that stay near the limit, to
 * bold. None stakes all, so that one checkpoint at 0 ruins nobody.
 */
export const STAKES: readonly number[] = [
  0.01, 0.02, 0.04, 0.07, 0.11, 0.17, 0.25, 0.35, 0.48, 0.62, 0.76, 0.88, 0.95,
];

/** A bet of one stake that the rate is above a limit: what a score of 1 and a score of 0 make of it. */
export interface Bet {
  readonly won: number;
  readonly lost: number;
  readonly logWon: number;
  readonly logLost: number;
}

/** The bets of all stakes against a limit. */
export function betsAgainst(limit: number): readonly Bet[] {
  return STAKES.map((stake) => {
    const [won, lost] = [1 + stake * (1 / limit - 1), 1 - stake];
    return { won, lost, logWon: Math.log(won), logLost: Math.log(lost) };
  });
}

/**
 * What a bet becomes at one checkpoint: lambda = stake / limit is the same for all of its scores, which is what makes
 * the bet fair against any mixture of prompts. Without scores its mean is bet on alone.
 */
export function gainOf({ won, lost, logWon, logLost }: Bet, { rate, scores }: MonitorCheckpoint): number {
  if (scores === null) return rate * won + (1 - rate) * lost;
  return Math.exp(scores * (rate * logWon + (1 - rate) * logLost));
}

/** Logarithm of {@link gainOf}, which many scores against a low limit may take beyond any number. */
export function logGainOf(bet: Bet, { rate, scores }: MonitorCheckpoint): number {
  if (scores === null) return Math.log(rate * bet.won + (1 - rate) * bet.lost);
  return scores * (rate * bet.logWon + (1 - rate) * bet.logLost);
}

/**
 * A checkpoint as it is bet on: without its scores where only means are, and with 0 and 1 turned round where the bet is
 * that a rate is below.
 */
export function asBetOn(
  { rate, scores }: MonitorCheckpoint,
  sampling: MonitorSampling,
  side: "above" | "below",
): MonitorCheckpoint {
  return { rate: side === "above" ? rate : 1 - rate, scores: sampling === "any" ? null : scores };
}

/** Logarithm of the sum of what two logarithms stand for. */
export function logAdd(a: number, b: number): number {
  const [most, least] = a > b ? [a, b] : [b, a];
  return most === Number.NEGATIVE_INFINITY ? most : most + Math.log1p(Math.exp(least - most));
}

/** Logarithm of the mean of the wealths whose logarithms are given. */
export function logMeanWealth(logWealth: readonly number[]): number {
  const most = Math.max(...logWealth);
  if (!Number.isFinite(most)) return most;
  return (
    most + Math.log(logWealth.reduce((sum, value) => sum + Math.exp(value - most), 0) / logWealth.length)
  );
}
