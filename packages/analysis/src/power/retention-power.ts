import type { VarianceSource } from "./effect-power.js";
import { detectableNoncentrality, tPower } from "./t-power.js";

/** A lead that is followed through a later stage. */
export interface RetentionDesign {
  /** Size of the lead at the earlier stage. */
  readonly lead: number;
  /** The share of it that is truly left. */
  readonly trueShare: number;
  /** The share that is to be exceeded (r_lo). */
  readonly claimedShare: number;
  /** Standard deviation between runs of one arm, at each stage. */
  readonly fromDeviation: number;
  readonly toDeviation: number;
  /** Correlation of a run's means at the two stages. */
  readonly correlation: number;
  /** Variance of the contrast over other prompts; 0 where the claim is about these prompts. */
  readonly promptVariance: number;
  readonly runs: number;
  readonly arms: number;
  readonly variance: VarianceSource;
  /** Level of one side of the interval: .025 for the two-sided 95% that verdicts use. */
  readonly oneSidedAlpha: number;
}

function plannedContrast(design: Omit<RetentionDesign, "lead">) {
  const { claimedShare: share, fromDeviation, toDeviation, correlation, runs, arms, variance } = design;
  const one =
    toDeviation ** 2 -
    2 * share * correlation * fromDeviation * toDeviation +
    share ** 2 * fromDeviation ** 2;
  return {
    standardError: Math.sqrt((2 * Math.max(0, one)) / runs + design.promptVariance),
    df: (variance === "pair" ? 2 : arms) * (runs - 1),
  };
}

/**
 * Question: how likely is it proved that more than a share of the lead is left?
 * Model: a run's means at both stages are bivariate normal, arms are equal and independent.
 * Formula: L = a - r b; SE^2 = 2 (s_to^2 - 2 r rho s_from s_to + r^2 s_from^2) / S; noncentral t at
 *   (R - r) b / SE on 2 (S - 1) df, or A (S - 1) pooled; other prompts add (R - r)^2 sigma_ap^2 / P, where every
 *   prompt keeps its lead alike. It needs no ratio. That the lead itself must stand first is
 *   not in it, nor the smaller df that the analysis takes (the least of several contrasts): both make it less.
 * Units: probability.
 * Not estimable when: one run an arm; null then.
 * Source: statistics of this project, 2.5 and 2.6.
 * Checked against: the figures printed in 2.6, which stand at one-sided .05; simulation of the rule itself.
 */
export function retentionPower(design: RetentionDesign): number | null {
  const { standardError, df } = plannedContrast(design);
  if (!(df > 0)) return null;
  const distance = (design.trueShare - design.claimedShare) * Math.abs(design.lead);
  if (standardError === 0) return distance > 0 ? 1 : 0;
  return tPower({ noncentrality: distance / standardError, df, alpha: 2 * design.oneSidedAlpha });
}

/** The smallest lead whose retention is proved with that power; null with one run, or where no more than the share is left. */
export function provableLead(design: Omit<RetentionDesign, "lead">, power: number): number | null {
  const { standardError, df } = plannedContrast(design);
  const kept = design.trueShare - design.claimedShare;
  if (!(df > 0) || !(kept > 0)) return null;
  return (detectableNoncentrality(df, 2 * design.oneSidedAlpha, power) * standardError) / kept;
}
