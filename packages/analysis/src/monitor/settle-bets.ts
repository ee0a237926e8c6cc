import type { MonitorCheckpoint, MonitorRule, MonitorState } from "@holdfast/core";
import { asBetOn, betsAgainst, logAdd, logGainOf, logMeanWealth } from "./bets.js";
import { idleShare, startShare } from "./start-shares.js";

/** Bets against the limit between two checkpoints. */
export interface OpenBets {
  /** On each stake, with what begins at the next checkpoint. */
  readonly logWealth: readonly number[];
  /** Checkpoints so far. */
  readonly seen: number;
  readonly interventions: number;
}

/** The bets after one more checkpoint, and all evidence with what still waits. */
export function settleBets(
  rule: MonitorRule,
  { logWealth, seen, interventions }: OpenBets,
  checkpoint: MonitorCheckpoint,
): Pick<MonitorState, "logWealth" | "logEvidence"> {
  const last = asBetOn(checkpoint, rule.sampling, rule.bad);
  const settled = betsAgainst(rule.bad === "above" ? rule.limit : 1 - rule.limit).map(
    (bet, index) => (logWealth[index] ?? Number.NEGATIVE_INFINITY) + logGainOf(bet, last),
  );
  const next = Math.log(startShare(seen + 1, interventions));
  return {
    logWealth: settled.map((value) => logAdd(value, next)),
    logEvidence: logAdd(logMeanWealth(settled), Math.log(idleShare(seen + 1, interventions))),
  };
}
