import type { CrossedPair } from "../effects/crossed-pair.js";
import { type TwoWayComponents, twoWayComponents } from "../effects/two-way-components.js";

/** The crossed analysis of variance of two arms with one run variance and one residual variance for both. */
export interface CrossedAnova {
  readonly components: TwoWayComponents;
  readonly difference: number;
  /** V_seed + V_prompt - V_res; may be negative. */
  readonly total: number;
  /** The same with each bracket floored at 0, as `twoWayComponents` has it. */
  readonly guarded: number;
  /** Residual mean square, pooled over the arms by their degrees of freedom. */
  readonly residualMeanSquare: number;
  /** Satterthwaite degrees of freedom of `total`; NaN where nothing varies. */
  readonly df: number;
}

/**
 * Question: how far would the difference of two arms move with other runs and prompts, if both arms' runs vary alike?
 * Model: crossed runs and prompts, balanced; one run variance and one residual variance for both arms.
 * Formula: V = V_seed + V_prompt - V_res, as in `twoWayComponents`;
 *   df = V^2 / (V_seed^2/(S1 + S0 - 2) + V_prompt^2/(P - 1) + V_res^2/((S1 + S0 - 2)(P - 1))).
 *   `twoWayComponents` gives each arm's mean square its own term and so fewer df where the arms' runs vary unalike;
 *   this pooled form is what a REML fit of y ~ arm + (1|run) + (1|prompt) + (1|arm:prompt) gives.
 * Units: squares of the cells' unit.
 * Not estimable when: an arm has one run, or there is one cluster of prompts (parts are NaN then).
 * Source: Satterthwaite 1946.
 * Checked against: R 4.2.2 closed form; lmerTest 3.1-3.
 */
export function crossedAnova(pair: CrossedPair): CrossedAnova {
  const components = twoWayComponents(pair);
  const { arm, control, seed, prompt, residual } = components;
  const runDf = arm.runs + control.runs - 2;
  const clusterDf = pair.clusters - 1;
  const total = seed + prompt - residual;
  const parts = (seed * seed + (residual * residual) / clusterDf) / runDf + (prompt * prompt) / clusterDf;
  const meanSquare = ({ runs, residual: own }: TwoWayComponents["arm"]) =>
    own * runs * pair.clusters * (runs - 1);
  return {
    components,
    difference: arm.rate - control.rate,
    total,
    guarded: Math.max(seed - residual, 0) + Math.max(prompt - residual, 0) + residual,
    residualMeanSquare: (meanSquare(arm) + meanSquare(control)) / runDf,
    df: (total * total) / parts,
  };
}
