import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type ArmComponents, armComponents, settled } from "./arm-components.js";
import type { CrossedPair } from "./crossed-pair.js";
import { familyDf } from "./family-df.js";

/** Fewer independent clusters than this say nothing about other prompts. */
export const MINIMUM_CLUSTERS = 5;

/** A variance of the difference of two arms, with its Satterthwaite degrees of freedom (floor 1). */
export interface VarianceEstimate {
  readonly variance: number;
  readonly df: number;
  /** Degrees of freedom in a family of comparisons; absent where they are the same. */
  readonly familyDf?: number;
}

/** The parts of the variance of the difference of two arms, and what they add up to for each target. */
export interface TwoWayComponents {
  readonly arm: ArmComponents;
  readonly control: ArmComponents;
  /** V_seed, V_prompt, V_res of the specification. */
  readonly seed: number;
  readonly prompt: number;
  readonly residual: number;
  readonly suiteFixed: VarianceEstimate | NotEstimable;
  readonly promptGeneral: VarianceEstimate | NotEstimable;
}

function square(value: number): number {
  return value * value;
}

/** V^2 / sum of squares over df, floored at 1; where nothing varies, the sum of the arms' run df. */
function satterthwaite(variance: number, parts: number, runDf: number): number {
  return variance > 0 && parts > 0 ? Math.max(1, square(variance) / parts) : Math.max(1, runDf);
}

/** Variance of the difference over clusters: C/(C-1) sum w^2 (d - dbar)^2, which is MS_d / P at equal sizes. */
export function promptVariance(arm: ArmComponents, control: ArmComponents, sizes: Float64Array): number {
  const clusters = sizes.length;
  if (clusters < 2) return Number.NaN;
  let prompts = 0;
  for (const size of sizes) prompts += size;
  const difference = arm.rate - control.rate;
  let squares = 0;
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    const own = (arm.clusterMeans[cluster] ?? 0) - (control.clusterMeans[cluster] ?? 0);
    squares += square(((sizes[cluster] ?? 0) / prompts) * (own - difference));
  }
  return settled((clusters / (clusters - 1)) * squares);
}

/**
 * Question: how far would the difference of two arms move with other runs, and with other prompts?
 * Model: cell means y[arm, run, prompt]; runs nested in arms, prompts crossed with both; balanced.
 * Formula: V_seed = sum MS_seed,a / S_a; V_prompt = MS_d / P; V_res = sum MS_res,a / (S_a P);
 *   suite-fixed V = V_seed (Welch df);
 *   prompt-general V = (V_seed - V_res)+ + (V_prompt - V_res)+ + V_res, Satterthwaite df over all parts, floor 1.
 *   Clusters stand in place of prompts, weighted by their share of the prompts.
 * Units: squares of the cells' unit.
 * Not estimable when: an arm has one run; prompt-general also with fewer than five clusters.
 * Source: crossed two-way analysis of variance; Satterthwaite 1946.
 * Checked against: R 4.2.2 closed form; equals lme4's REML fit where no component is 0.
 */
export function twoWayComponents(pair: CrossedPair): TwoWayComponents {
  const arm = armComponents(pair.arm, pair.sizes);
  const control = armComponents(pair.control, pair.sizes);
  const seed = arm.seed + control.seed;
  const residual = arm.residual + control.residual;
  const prompt = promptVariance(arm, control, pair.sizes);
  const shared = { arm, control, seed, prompt, residual };
  if (arm.runs < 2 || control.runs < 2) {
    const missing = notEstimable(
      "fewer than two runs of an arm are known, so nothing is known of how runs differ",
    );
    return { ...shared, suiteFixed: missing, promptGeneral: missing };
  }
  const runDf = arm.runs + control.runs - 2;
  const seedParts = square(arm.seed) / (arm.runs - 1) + square(control.seed) / (control.runs - 1);
  const suiteFixed = { variance: seed, df: satterthwaite(seed, seedParts, runDf) };
  if (pair.clusters < MINIMUM_CLUSTERS) {
    const few = `${pair.clusters} independent cluster${pair.clusters === 1 ? "" : "s"} of prompts (at least ${MINIMUM_CLUSTERS} needed to speak of other prompts)`;
    return { ...shared, suiteFixed, promptGeneral: notEstimable(few) };
  }
  const variance = Math.max(seed - residual, 0) + Math.max(prompt - residual, 0) + residual;
  const clusterDf = pair.clusters - 1;
  const residualParts =
    square(arm.residual) / ((arm.runs - 1) * clusterDf) +
    square(control.residual) / ((control.runs - 1) * clusterDf);
  const otherParts = square(prompt) / clusterDf + residualParts;
  const df = satterthwaite(variance, seedParts + otherParts, runDf);
  const guarded = Math.max(arm.seed, arm.residual) + Math.max(control.seed, control.residual);
  const inFamily = familyDf({ seed: guarded, runDf, prompt, residual, otherParts, df });
  return { ...shared, suiteFixed, promptGeneral: { variance, df, familyDf: inFamily } };
}
