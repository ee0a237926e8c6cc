import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { sampleVariance } from "./arm-components.js";
import type { VarianceEstimate } from "./two-way-components.js";

/** Means of two sets of runs and the variance of their difference. */
export interface RunContrast extends VarianceEstimate {
  readonly armMean: number;
  readonly controlMean: number;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/**
 * Question: how far would the difference of two arms' means move with other runs?
 * Model: runs are independent; each arm has its own variance.
 * Formula: V = s1^2/S1 + s0^2/S0; df = V^2 / sum (s_a^2/S_a)^2/(S_a - 1), floor 1; S1 + S0 - 2 where nothing varies.
 * Units: squares of the values' unit.
 * Not estimable when: an arm has fewer than two runs.
 * Source: Welch 1947.
 * Checked against: R 4.2.2 `t.test`.
 */
export function runVariance(arm: Float64Array, control: Float64Array): RunContrast | NotEstimable {
  if (arm.length < 2 || control.length < 2) return notEstimable("an arm has fewer than two runs");
  const one = sampleVariance(arm) / arm.length;
  const zero = sampleVariance(control) / control.length;
  const variance = one + zero;
  const parts = (one * one) / (arm.length - 1) + (zero * zero) / (control.length - 1);
  const df = parts > 0 ? Math.max(1, (variance * variance) / parts) : arm.length + control.length - 2;
  return { armMean: meanOf(arm), controlMean: meanOf(control), variance, df };
}
