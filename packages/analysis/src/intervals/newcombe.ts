import type { SingleArm } from "./limits.js";
import { mover } from "./mover.js";
import { wilson } from "./wilson.js";

/** Events among observations; both may be fractional (effective counts). */
export interface Proportion {
  readonly events: number;
  readonly n: number;
}

/** The rate with its Wilson limits. */
export function wilsonArm({ events, n }: Proportion, critical: number): SingleArm {
  const estimate = events / n;
  return { estimate, ...wilson(estimate, n, critical) };
}

/**
 * Question: by how much do the rates of two independent sets of observations differ?
 * Model: each rate has its Wilson interval; the difference is put together by square-and-add.
 * Formula: mover(wilson(p1, n1), wilson(p0, n0)).
 * Units: difference of rates, in [-1, 1].
 * Not estimable when: n <= 0 in an arm.
 * Source: Newcombe 1998 (two samples), method 10.
 * Checked against: statsmodels 0.13.5 `confint_proportions_2indep(method = "newcomb")`.
 */
export function newcombe(arm: Proportion, control: Proportion, critical: number): SingleArm {
  return mover(wilsonArm(arm, critical), wilsonArm(control, critical));
}
