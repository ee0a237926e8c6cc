import type { SingleArm } from "./limits.js";
import { mover } from "./mover.js";

/** Log odds of a rate; -Infinity at 0, Infinity at 1. */
export function logit(rate: number): number {
  return Math.log(rate) - Math.log1p(-rate);
}

function onLogOdds(rate: SingleArm): SingleArm {
  return { estimate: logit(rate.estimate), lower: logit(rate.lower), upper: logit(rate.upper) };
}

/** An estimate at infinity has no distance of its own to its limit: the limit itself stands in for it. */
function finiteSide(arm: SingleArm, side: "lower" | "upper"): number {
  return Number.isFinite(arm.estimate) ? arm.estimate : arm[side];
}

/**
 * Question: by what log odds ratio do two arms differ, given an interval of the rate of each?
 * Model: {@link mover} on the logits of the rates and of their limits.
 * Formula: as there. At a rate of 0 or 1 the estimate and the end beyond it are infinite; the other end is the
 * limit of the formula as the rate goes there: the arm's own limit against the other arm's estimate.
 * Units: log odds. An infinite estimate or end means unbounded on that side.
 * Not estimable when: both rates are 0, or both are 1 (every number is NaN).
 * Source: Newcombe 1998, 2001 (Wilson limits are symmetric in log odds).
 * Checked against: the closed form of Newcombe 2001, half-width 2 asinh(z / (2 sqrt(n p (1-p)))).
 */
export function moverLogOdds(arm: SingleArm, control: SingleArm): SingleArm {
  const one = onLogOdds(arm);
  const zero = onLogOdds(control);
  const estimate = one.estimate - zero.estimate;
  if (Number.isNaN(estimate)) return { estimate, lower: estimate, upper: estimate };
  if (Number.isFinite(estimate)) return mover(one, zero);
  return estimate < 0
    ? { estimate, lower: estimate, upper: finiteSide(one, "upper") - finiteSide(zero, "lower") }
    : { estimate, lower: finiteSide(one, "lower") - finiteSide(zero, "upper"), upper: estimate };
}
