import type { MonitorState } from "@holdfast/core";
import { logAdd } from "./bets.js";
import { startMonitor } from "./monitor.js";
import { splitShare } from "./start-shares.js";

/**
 * Question: how is a run watched on once something in it was changed, without more false alarms than promised?
 * Model: an intervention comes at a stopping time, for any reason, the evidence included.
 * Formula: where no alarm stands, bets go on, and a share of the wealth that still waits begins at the next checkpoint:
 *   half of it at the first intervention, 1 / (k + 1) of it at the k-th, so that even a run that is changed again and
 *   again keeps some. No evidence comes or goes by it, a supermartingale stays one, and alpha is spent once over all
 *   segments. Where an alarm stands, the intervention answers it, and a new trial begins with evidence 1 and the whole
 *   alpha.
 *   So (1) a run that keeps to the right side throughout raises any alarm with probability alpha at most, however often
 *   it is changed, since a second trial needs a first alarm; (2) whatever came before, a trial that keeps to the right
 *   side raises one with probability alpha at most.
 * Units: as `monitor.ts`.
 * Not estimable when: never.
 * Source: Ville 1939, from a stopping time on.
 * Checked against: both promises by exhaustive enumeration, with interventions that chase and flee the evidence.
 */
export function splitAtIntervention(state: MonitorState): MonitorState {
  const { rule, alarmAfter, checkpoints, splits, logWealth } = state;
  if (alarmAfter !== null) return startMonitor(rule);
  const seen = checkpoints.length;
  // nothing was seen since bets began anew
  if (seen === 0 || splits.at(-1) === seen) return state;
  const share = Math.log(splitShare(seen, splits.length));
  return { ...state, splits: [...splits, seen], logWealth: logWealth.map((value) => logAdd(value, share)) };
}
