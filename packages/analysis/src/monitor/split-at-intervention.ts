import type { MonitorState } from "@holdfast/core";
import { STAKES } from "./bets.js";
import { startMonitor } from "./monitor.js";

/**
 * Question: how is a run watched on once something in it was changed, without more false alarms than promised?
 * Model: an intervention comes at a stopping time, for any reason, the evidence included.
 * Formula: where no alarm stands, wealth goes on and is spread anew over all stakes, so that a long good past does not
 *   leave it on the careful ones; a supermartingale stays one, and alpha is spent once over all segments: the next
 *   one needs 1 / (alpha * evidence so far), so what the segments before left unspent is what it has. Where an alarm
 *   stands, the intervention answers it, and a new trial begins with evidence 1 and the whole alpha.
 *   So (1) a run that keeps to the right side throughout raises any alarm with probability alpha at most, however often
 *   it is changed, since a second trial needs a first alarm; (2) whatever came before, a trial that keeps to the right
 *   side raises one with probability alpha at most.
 * Units: as `monitor.ts`.
 * Not estimable when: never.
 * Source: Ville 1939, from a stopping time on.
 * Checked against: both promises by exhaustive enumeration, with interventions that chase and flee the evidence.
 */
export function splitAtIntervention(state: MonitorState): MonitorState {
  if (state.alarmAfter !== null) return startMonitor(state.rule);
  return { ...state, logWealth: STAKES.map(() => state.logEvidence) };
}
