import { Matrix } from "ml-matrix";
import { hasRunVariance } from "../effects/comparison.js";
import type { CrossedArm, CrossedPair } from "../effects/crossed-pair.js";
import { tEffect } from "../effects/t-effect.js";
import { clusterRobust } from "../linear/cluster-robust.js";
import { leastSquares } from "../linear/least-squares.js";
import { notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

/** Rows of cell means weighted by the prompts behind them: intercept, arm, and the value. */
function regressionRows({ arm, control, sizes, clusters }: CrossedPair) {
  const rows: number[][] = [];
  const y: number[] = [];
  const run: number[] = [];
  const add = ({ runs, means }: CrossedArm, indicator: number, before: number) => {
    for (let own = 0; own < runs; own += 1) {
      for (let cluster = 0; cluster < clusters; cluster += 1) {
        const weight = Math.sqrt(sizes[cluster] ?? 1);
        rows.push([weight, weight * indicator]);
        y.push(weight * (means[own * clusters + cluster] ?? 0));
        run.push(before + own);
      }
    }
  };
  add(control, 0, 0);
  add(arm, 1, control.runs);
  return { x: new Matrix(rows), y: Float64Array.from(y), run: Int32Array.from(run) };
}

/**
 * Question: by how much do the means of two arms differ over new runs, on the same prompts?
 * Model: linear regression of the cell means on the arm; whatever depends within a run is allowed for.
 * Formula: weighted least squares; bias-reduced cluster-robust variance (CR2) over runs; t on Satterthwaite df,
 *   floor 1. On complete cells the variance is that of `welch-runs`, and the df are those of equal variances.
 * Units: rates on [0, 1].
 * Not estimable when: an arm has one run; no run differs from its arm; prompt-general; log odds.
 * Source: Bell and McCaffrey 2002; Pustejovsky and Tipton 2018.
 * Checked against: R 4.2.2 clubSandwich 0.5.8 (`effects.json`).
 */
export const cr2: Estimator = {
  id: "cr2",
  accepts: (comparison) => comparison.level === "samples" && hasRunVariance(comparison),
  estimate: (comparison, question) => {
    if (comparison.level !== "samples") return notEstimable("it needs a score for each sample");
    if (question.target === "prompt-general")
      return notEstimable("clusters are runs: it says nothing of other prompts");
    if (question.scale === "log-odds")
      return notEstimable("cell means are compared on the scale of the score only");
    const { x, y, run } = regressionRows(comparison.pair);
    const fit = leastSquares(x, y);
    if ("status" in fit) return fit;
    const robust = clusterRobust(fit, run, "CR2");
    if ("status" in robust) return robust;
    const variance = robust.covariance.get(1, 1);
    return tEffect(
      {
        estimate: fit.coefficients[1] ?? Number.NaN,
        // What rounding leaves of 0 is 0.
        variance: variance < 1e-24 ? 0 : variance,
        df: Math.max(1, robust.df[1] ?? 1),
      },
      question.level,
    );
  },
};
