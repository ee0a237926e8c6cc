import type { MonitorCheckpoint, MonitorRule, MonitorState } from "@holdfast/core";
import { STAKES } from "./bets.js";
import { boundRate, lowestBound, nextBound } from "./confidence-sequence.js";
import { settleBets } from "./settle-bets.js";
import { startShare } from "./start-shares.js";

/** A monitor that has seen nothing yet. */
export function startMonitor(rule: MonitorRule): MonitorState {
  return {
    rule,
    checkpoints: [],
    splits: [],
    logWealth: STAKES.map(() => Math.log(startShare(0, 0))),
    logEvidence: 0,
    mostLogEvidence: 0,
    alarmAfter: null,
    highestAtLeast: 0,
    lowestAtMost: 1,
    bounds: { above: lowestBound(), below: lowestBound() },
  };
}

/**
 * Question: has this run passed the limit, asked after every checkpoint and as often as one likes?
 * Model: H0: at every checkpoint the rate of the suite, given all that happened before, is on the good side of the
 *   limit; scope is this run on these prompts, whose rates may differ and go together in any way. `any`: a
 *   checkpoint's mean is one observation in [0, 1], so nothing is assumed of its scores. `independent`: its scores
 *   are independent given checkpoint and prompts; one lambda for all of them keeps the bet fair for unequal prompts,
 *   since the product of 1 + lambda (p_i - limit) is at most (1 + lambda (mean p - limit))^n.
 * Formula: E_t = sum over starts j <= t of w_j * mean over stakes of prod_{i = j..t} (1 + lambda (x_i - limit))
 *   + what has not started, w_j from `start-shares.ts` and lambda = stake / limit. Summed as it comes, for each stake:
 *   W_t = (W_{t-1} + w_t) * gain_t. p = 1 / max E at any time; alarm where E >= 1 / alpha. Bets that start late lost
 *   nothing on a long good past, in which the bold ones that started first lost all they had.
 *   Why it may: what waits is 1, each bet is fair from its start on, and whether a share starts is settled before the
 *   checkpoint comes. So E is a nonnegative supermartingale that begins at 1, and P(E ever reaches 1 / alpha) <= alpha.
 *   Evidence depends on the order of the checkpoints, which is that of their steps: one that comes late is put in its
 *   place and all is worked out anew, and the bound is then that of the new course.
 * Units: an e-value; 1 is no evidence.
 * Not estimable when: never.
 * Source: Ville 1939; Waudby-Smith and Ramdas 2024. Shin, Ramdas and Rinaldo 2024 (e-detectors) sum over starts without
 *   weights, which bounds the average time until a false alarm; here the chance of ever raising one is bounded, and a
 *   change needs more evidence by the factor 1 / w_j for it.
 * Checked against: the bound P(max E >= 1 / alpha) <= alpha and the mean of E by exhaustive enumeration of small
 *   counts; the sum over starts and stakes written out.
 */
export function watchCheckpoint(state: MonitorState, checkpoint: MonitorCheckpoint): MonitorState {
  const { rule, alarmAfter } = state;
  const checkpoints = [...state.checkpoints, checkpoint];
  const open = { ...state, seen: state.checkpoints.length, interventions: state.splits.length };
  const settled = settleBets(rule, open, checkpoint);
  const { logEvidence } = settled;
  const next = { ...state, ...settled, checkpoints };
  const [above, below] = [
    nextBound(state.bounds.above, next, "above"),
    nextBound(state.bounds.below, next, "below"),
  ];
  // the limit lies between two rungs: what the evidence against itself shows of it is not rounded down to the lower
  const isLimitShown = logEvidence >= Math.log(2 / rule.alpha);
  const shownOf = (side: MonitorRule["bad"], otherwise: number) =>
    isLimitShown && rule.bad === side ? rule.limit : otherwise;
  return {
    ...next,
    mostLogEvidence: Math.max(state.mostLogEvidence, logEvidence),
    alarmAfter: alarmAfter ?? (logEvidence >= -Math.log(rule.alpha) ? checkpoints.length : null),
    highestAtLeast: Math.max(state.highestAtLeast, boundRate(above), shownOf("above", 0)),
    lowestAtMost: Math.min(state.lowestAtMost, 1 - boundRate(below), shownOf("below", 1)),
    bounds: { above, below },
  };
}
