import { studentTTwoSided } from "../distributions/student-t.js";
import { brentRoot } from "../numeric/brent-root.js";
import type { SingleArm } from "./limits.js";
import { logit } from "./mover-log-odds.js";

/** Events among observations of one side; both may be fractional (effective counts). */
export interface Counts {
  readonly events: number;
  readonly observations: number;
}

/** The penalised log odds ratio with its profile interval. */
export interface FirthLogOdds extends SingleArm {
  readonly standardError: number;
  readonly pValue: number;
}

/** Beyond this log odds ratio the profile leaves the range of numbers; the limit is then unbounded. */
const FARTHEST = 300;

/** log(1 + e^x) without overflow. */
const softplus = (x: number) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x)));

const penalised = ({ events, observations }: Counts, logOdds: number) =>
  -(events + 0.5) * softplus(-logOdds) - (observations - events + 0.5) * softplus(logOdds);

/** The control's odds at which the penalised likelihood is largest, given the odds ratio: a quadratic's only positive root. */
function profiledOdds(arm: Counts, control: Counts, ratio: number): number {
  const ones = arm.events + control.events + 1;
  const [inArm, inControl] = [arm.observations + 1, control.observations + 1];
  const a = ratio * (inArm + inControl - ones);
  const b = inArm * ratio + inControl - ones * (1 + ratio);
  const root = Math.sqrt(b * b + 4 * a * ones);
  return b > 0 ? (2 * ones) / (b + root) : (root - b) / (2 * a);
}

/**
 * Question: by what log odds ratio do two rates differ, where a rate may be 0 or 1?
 * Model: binomial counts with Jeffreys' penalty; counts that are not independent enter as effective ones, with the
 *   t quantile of the variance that made them so.
 * Formula: half an event added to each cell; limits where 2 (l* - l*_profile) = t^2, p from the t at which they reach
 *   0. In this saturated table the penalty is (1/2) log(n1 p1 q1 n0 p0 q0), and the profile has a closed form.
 * Units: log odds.
 * Not estimable when: a side has no observations (NaN).
 * Source: Firth 1993; Heinze and Schemper 2002.
 * Checked against: R 4.2.2 brglm2 0.9 `brglmFit(type = "AS_mean")`; profile by `optim`.
 *
 * @param critical the t quantile of the level, on `df`
 */
export function firthLogOdds(arm: Counts, control: Counts, critical: number, df: number): FirthLogOdds {
  const rateOf = ({ events, observations }: Counts) => (events + 0.5) / (observations + 1);
  const [one, zero] = [rateOf(arm), rateOf(control)];
  const estimate = logit(one) - logit(zero);
  const best = penalised(arm, logit(one)) + penalised(control, logit(zero));
  const distance = (value: number) => {
    const odds = Math.log(profiledOdds(arm, control, Math.exp(value)));
    return 2 * (best - penalised(arm, odds + value) - penalised(control, odds));
  };
  const information = ({ observations }: Counts, rate: number) => observations * rate * (1 - rate);
  const curvature =
    1 /
    [arm, control].reduce(
      (sum, side) => sum + 1 / information({ ...side, observations: side.observations + 1 }, rateOf(side)),
      0,
    );
  // Where 0 is all but the estimate, the difference of likelihoods is rounding; its parabola is not.
  const atZero = Math.abs(estimate) < 1e-5 ? estimate * estimate * curvature : distance(0);
  const wanted = critical * critical;
  const limit = (side: -1 | 1) =>
    brentRoot((value) => distance(value) - wanted, estimate, estimate + side * FARTHEST, {
      tolerance: 1e-12,
    }) ?? side * Number.POSITIVE_INFINITY;
  return {
    estimate,
    lower: limit(-1),
    upper: limit(1),
    standardError: Math.sqrt(1 / information(arm, one) + 1 / information(control, zero)),
    pValue: studentTTwoSided(Math.sqrt(Math.max(0, atZero)), df),
  };
}
