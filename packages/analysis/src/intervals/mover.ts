import type { Limits, SingleArm } from "./limits.js";

/** A squared distance; 0 where both ends are the same infinity. */
function squaredGap(a: number, b: number): number {
  return a === b ? 0 : (a - b) * (a - b);
}

/**
 * Question: by how much do two independent arms differ, given an interval for each?
 * Model: variances are recovered from each arm's own limits, at the side where the difference has its end.
 * Formula: lower = d - sqrt((e1 - l1)^2 + (u0 - e0)^2), upper = d + sqrt((u1 - e1)^2 + (e0 - l0)^2), d = e1 - e0.
 * Units: those of the arms' limits.
 * Not estimable when: an arm has no limits.
 * Source: Newcombe 1998 (two samples), method 10; Zou and Donner 2008, "MOVER".
 * Checked against: statsmodels 0.13.5 through {@link newcombe}.
 */
export function mover(arm: SingleArm, control: SingleArm): SingleArm {
  const estimate = arm.estimate - control.estimate;
  const below = squaredGap(arm.estimate, arm.lower) + squaredGap(control.upper, control.estimate);
  const above = squaredGap(arm.upper, arm.estimate) + squaredGap(control.estimate, control.lower);
  return { estimate, lower: estimate - Math.sqrt(below), upper: estimate + Math.sqrt(above) };
}

/** The ends that can be written down; `null` for a side without end. */
export function boundedLimits(limits: Limits): {
  lower: number | null;
  upper: number | null;
  unbounded: boolean;
} {
  const lower = Number.isFinite(limits.lower) ? limits.lower : null;
  const upper = Number.isFinite(limits.upper) ? limits.upper : null;
  return { lower, upper, unbounded: lower === null || upper === null };
}
