import type { MonitorBound, MonitorCheckpoint, MonitorState } from "@holdfast/core";
import { asBetOn, betsAgainst, gainOf, STAKES } from "./bets.js";
import { HIGHEST_RUNG, LOWEST_RUNG, rungRate } from "./rate-ladder.js";
import { idleShare, lastStartShare, startShares } from "./start-shares.js";

/** A bound that nothing was shown for yet. */
export function lowestBound(): MonitorBound {
  return { rung: LOWEST_RUNG, wealth: STAKES.map(() => 0) };
}

/** The rate that a bound has shown. */
export function boundRate({ rung }: MonitorBound): number {
  return rung === LOWEST_RUNG ? 0 : rungRate(rung - 1);
}

function mean(wealth: readonly number[]): number {
  return wealth.reduce((sum, value) => sum + value, 0) / wealth.length;
}

/** Wealth against a rung after all checkpoints, from the first on. */
function wealthAgainst(rung: number, seen: readonly MonitorCheckpoint[], shares: Float64Array): number[] {
  return betsAgainst(rungRate(rung)).map((bet) => {
    let wealth = 0;
    for (let index = 0; index < seen.length; index += 1) {
      const checkpoint = seen[index];
      if (checkpoint !== undefined) wealth = (wealth + (shares[index] ?? 0)) * gainOf(bet, checkpoint);
    }
    return wealth;
  });
}

/** The least rung above a shown one that the evidence does not reach; wealth falls from rung to rung. */
function climbed(
  shown: number,
  wealthOf: (rung: number) => number[],
  isShown: (wealth: readonly number[]) => boolean,
): MonitorBound {
  let low = shown;
  let high: MonitorBound | null = null;
  const look = (rung: number) => {
    const wealth = wealthOf(rung);
    if (isShown(wealth)) low = rung;
    else high = { rung, wealth };
    return high;
  };
  for (let step = 1; high === null && low < HIGHEST_RUNG; step *= 2)
    high = look(Math.min(low + step, HIGHEST_RUNG));
  if (high === null) return { ...lowestBound(), rung: HIGHEST_RUNG + 1 };
  while (high.rung - low > 1) high = look(Math.floor((low + high.rung) / 2)) ?? high;
  return high;
}

/**
 * Question: what rate has a run surely had at some checkpoint so far, at least and at most, however often one looks?
 * Model: as `monitor.ts`; for each m two bettors, against "no rate is above m" and "none is below m".
 * Formula: lower = the largest m of a fixed ladder whose upward evidence, over the same stakes and starts, has ever been
 *   2 / alpha or more; evidence falls as m grows. Upper by turning 0 and 1 round. Where the rate does not change, this
 *   is a confidence sequence for it. Only the least m that is not shown is followed from checkpoint to checkpoint: no
 *   higher one is shown before it.
 * Units: rates on [0, 1].
 * Not estimable when: never; before the first checkpoint it is [0, 1].
 * Source: Waudby-Smith and Ramdas 2024, section 4.4, with the starts of `monitor.ts`.
 * Checked against: exhaustive enumeration of small counts; coverage under continuous looking by simulation; every rung
 *   worked out from the first checkpoint on.
 *
 * @param state all checkpoints with the new one, and how many had been seen at each intervention
 * @param side which bound: `below` is that of the rates with 0 and 1 turned round
 */
export function nextBound(
  bound: MonitorBound,
  { checkpoints, splits, rule }: Pick<MonitorState, "checkpoints" | "splits" | "rule">,
  side: "above" | "below",
): MonitorBound {
  const last = checkpoints.at(-1);
  const { rung, wealth } = bound;
  if (last === undefined || rung > HIGHEST_RUNG) return bound;
  const betOn = (checkpoint: MonitorCheckpoint) => asBetOn(checkpoint, rule.sampling, side);
  const idle = idleShare(checkpoints.length, splits.length);
  const isShown = (some: readonly number[]) => mean(some) + idle >= 2 / rule.alpha;
  const share = lastStartShare(checkpoints.length, splits);
  const settled = betsAgainst(rungRate(rung)).map(
    (bet, index) => ((wealth[index] ?? 0) + share) * gainOf(bet, betOn(last)),
  );
  if (!isShown(settled)) return { rung, wealth: settled };
  const shares = startShares(checkpoints.length, splits);
  const seen = checkpoints.map(betOn);
  return climbed(rung, (one) => wealthAgainst(one, seen, shares), isShown);
}
