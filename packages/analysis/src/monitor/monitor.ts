import type { MonitorCheckpoint, MonitorRule, MonitorState } from "@holdfast/core";
import { logGain, logMeanWealth, STAKES } from "./bets.js";
import { rateBounds } from "./confidence-sequence.js";

/** A monitor that has seen nothing yet. */
export function startMonitor(rule: MonitorRule): MonitorState {
  return {
    rule,
    checkpoints: [],
    logWealth: STAKES.map(() => 0),
    logEvidence: 0,
    mostLogEvidence: 0,
    alarmAfter: null,
    highestAtLeast: 0,
    lowestAtMost: 1,
  };
}

/**
 * Question: has this run passed the limit, asked after every checkpoint and as often as one likes?
 * Model: H0: at every checkpoint the rate of the suite, given all that happened before, is on the good side of the
 *   limit; scope is this run on these prompts, whose rates may differ and go together in any way. `any`: a
 *   checkpoint's mean is one observation in [0, 1], so nothing is assumed of its scores. `independent`: its scores
 *   are independent given checkpoint and prompts; one lambda for all of them keeps the bet fair for unequal prompts,
 *   since the product of 1 + lambda (p_i - limit) is at most (1 + lambda (mean p - limit))^n.
 * Formula: E = mean over stakes c of prod(1 + lambda (x - limit)), lambda = c / limit, a nonnegative supermartingale
 *   of mean 1 at most; p = 1 / max E at any time; alarm where E >= 1 / alpha. A mixture needs no tuning on the way, so
 *   its bets are predictable and its evidence does not depend on the order of the checkpoints.
 * Units: an e-value; 1 is no evidence.
 * Not estimable when: never.
 * Source: Ville 1939; Waudby-Smith and Ramdas 2024.
 * Checked against: the bound P(max E >= 1 / alpha) <= alpha by exhaustive enumeration of small counts.
 */
export function watchCheckpoint(state: MonitorState, checkpoint: MonitorCheckpoint): MonitorState {
  const { rule, alarmAfter } = state;
  const { sampling, alpha } = rule;
  const above = rule.bad === "above";
  const seen = above ? checkpoint : { ...checkpoint, rate: 1 - checkpoint.rate };
  const limit = above ? rule.limit : 1 - rule.limit;
  const logWealth = STAKES.map(
    (stake, index) => (state.logWealth[index] ?? 0) + logGain(stake, limit, seen, sampling),
  );
  const logEvidence = logMeanWealth(logWealth);
  const checkpoints = [...state.checkpoints, checkpoint];
  const raised = logEvidence >= -Math.log(alpha);
  return {
    rule,
    checkpoints,
    logWealth,
    logEvidence,
    mostLogEvidence: Math.max(state.mostLogEvidence, logEvidence),
    alarmAfter: alarmAfter ?? (raised ? checkpoints.length : null),
    ...rateBounds(checkpoints, sampling, alpha, state),
  };
}
