import { settled } from "../effects/arm-components.js";
import { runVariance } from "../effects/run-variance.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { StageCovariance } from "./covariance.js";
import type { StageLeads } from "./stage-leads.js";

/** The value of each run of one arm at both stages, in the same order: `from[i]` and `to[i]` are one run. */
export interface RunStages {
  readonly from: Float64Array;
  readonly to: Float64Array;
}

/** Shares of the lead at which degrees of freedom are looked at: 0, r_lo, r_hi and 1. */
export interface Thresholds {
  readonly lower: number;
  readonly upper: number;
}

function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function covarianceOfMeans({ from, to }: RunStages): StageCovariance {
  const count = from.length;
  const fromMean = meanOf(from);
  const toMean = meanOf(to);
  let fromSquares = 0;
  let toSquares = 0;
  let products = 0;
  for (let run = 0; run < count; run += 1) {
    const one = (from[run] ?? 0) - fromMean;
    const other = (to[run] ?? 0) - toMean;
    fromSquares += one * one;
    toSquares += other * other;
    products += one * other;
  }
  const divisor = (count - 1) * count;
  const fromVariance = settled(fromSquares / divisor);
  const toVariance = settled(toSquares / divisor);
  return {
    from: fromVariance,
    to: toVariance,
    cross: fromVariance === 0 || toVariance === 0 ? 0 : products / divisor,
  };
}

/** z(share) = to - share * from, run by run. */
function contrastOf({ from, to }: RunStages, share: number): Float64Array {
  return to.map((value, run) => value - share * (from[run] ?? 0));
}

/**
 * The one df of a durability finding: the smallest Welch df of z(r) = y_to - r y_from over r in {0, r_lo, r_hi, 1}
 * and of y_from; contrasts that do not vary between runs are passed over.
 */
export function durabilityDf(arm: RunStages, control: RunStages, { lower, upper }: Thresholds): number {
  const contrasts = [
    ...[0, lower, upper, 1].map((share) => [contrastOf(arm, share), contrastOf(control, share)] as const),
    [arm.from, control.from] as const,
  ];
  const most = arm.from.length + control.from.length - 2;
  return contrasts.reduce((least, [one, zero]) => {
    const found = runVariance(one, zero);
    return "status" in found || !(found.variance > 0) ? least : Math.min(least, found.df);
  }, most);
}

/**
 * Question: what are the leads at two stages, and how far would they move together with other runs?
 * Model: runs are paired over stages; arms are independent.
 * Formula: b, a = differences of means; C = sum over arms of Cov(y_from, y_to) / S; df by {@link durabilityDf}.
 * Units: those of the values.
 * Not estimable when: an arm has fewer than two runs with both stages.
 * Source: multivariate Welch; Satterthwaite 1946.
 * Checked against: numpy 1.24 `cov`; R 4.2.2 `t.test` on change scores.
 */
export function runLeads(
  arm: RunStages,
  control: RunStages,
  thresholds: Thresholds,
): StageLeads | NotEstimable {
  if (arm.from.length < 2 || control.from.length < 2)
    return notEstimable("an arm has fewer than two runs with both stages");
  const one = covarianceOfMeans(arm);
  const zero = covarianceOfMeans(control);
  return {
    from: meanOf(arm.from) - meanOf(control.from),
    to: meanOf(arm.to) - meanOf(control.to),
    covariance: { from: one.from + zero.from, to: one.to + zero.to, cross: one.cross + zero.cross },
    df: durabilityDf(arm, control, thresholds),
  };
}
