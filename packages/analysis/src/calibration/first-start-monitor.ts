import type { MonitorCheckpoint, MonitorRule } from "@holdfast/core";
import { asBetOn, betsAgainst, logGainOf, logMeanWealth } from "../monitor/bets.js";

/**
 * Slow on purpose, though its bound holds: a monitor whose bets all begin at the first checkpoint, kept here so that it
 * can be seen beside the default. No analysis calls it.
 *
 * @returns after how many checkpoints it raises an alarm; null where it does not
 */
export function firstStartAlarm(
  { limit, alpha, sampling, bad }: MonitorRule,
  checkpoints: readonly MonitorCheckpoint[],
): number | null {
  const bets = betsAgainst(bad === "above" ? limit : 1 - limit);
  let logWealth = bets.map(() => 0);
  for (const [index, checkpoint] of checkpoints.entries()) {
    const last = asBetOn(checkpoint, sampling, bad);
    logWealth = bets.map((bet, stake) => (logWealth[stake] ?? 0) + logGainOf(bet, last));
    if (logMeanWealth(logWealth) >= -Math.log(alpha)) return index + 1;
  }
  return null;
}
