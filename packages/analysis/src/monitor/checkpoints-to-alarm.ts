import type { MonitorCheckpoint, MonitorState } from "@holdfast/core";
import { settleBets } from "./settle-bets.js";

/** Beyond so many nobody waits for them. */
export const MOST_CHECKPOINTS = 100;

/**
 * How many more checkpoints, one after another and each like the given one, raise an alarm; 0 where one stands, null
 * where a hundred would not.
 */
export function checkpointsToAlarm(state: MonitorState, checkpoint: MonitorCheckpoint): number | null {
  const { rule, splits, checkpoints, alarmAfter } = state;
  if (alarmAfter !== null) return 0;
  // evidence does not rise by a checkpoint on the good side
  const isBad = rule.bad === "above" ? checkpoint.rate > rule.limit : checkpoint.rate < rule.limit;
  if (!isBad) return null;
  let { logWealth } = state;
  for (let more = 1; more <= MOST_CHECKPOINTS; more += 1) {
    const open = { logWealth, seen: checkpoints.length + more - 1, interventions: splits.length };
    const settled = settleBets(rule, open, checkpoint);
    if (settled.logEvidence >= -Math.log(rule.alpha)) return more;
    logWealth = settled.logWealth;
  }
  return null;
}
