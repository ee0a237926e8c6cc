import type { EffectScale, Target } from "@holdfast/core";
import {
  addCovariance,
  contrastVariance,
  positivePart,
  type StageCovariance,
} from "../durability/covariance.js";
import { type RunStages, runLeads, type Thresholds } from "../durability/run-leads.js";
import type { StageLeads } from "../durability/stage-leads.js";
import { standInVariance, withStandIns } from "../durability/unvarying-stage.js";
import { sampleVariance } from "../effects/arm-components.js";
import { runVariance } from "../effects/run-variance.js";
import { MINIMUM_CLUSTERS } from "../effects/two-way-components.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { OrientedSide } from "./oriented-side.js";

/** Leads near the training data (`from`) and far from it (`to`), and the df of their difference. */
export interface EvalGap {
  readonly leads: StageLeads;
  readonly gapDf: number;
}

/** What is asked of a gap. */
export interface GapQuestion {
  readonly scale: EffectScale;
  readonly target: Target;
  readonly level: number;
  /** Shares at which the df of the transfer ratio are looked at. */
  readonly thresholds: Thresholds;
}

const square = (value: number) => value * value;

function diagonal(near: number, far: number): StageCovariance {
  return { from: near, to: far, cross: 0 };
}

interface GapVariance {
  readonly covariance: StageCovariance;
  /** For the ratio. */
  readonly df: number;
  readonly gapDf: number;
}

/** Runs of one arm on both evals. */
function runsOf(near: OrientedSide, far: OrientedSide, side: "arm" | "control"): RunStages {
  return { from: near[side].runs, to: far[side].runs };
}

/** The leads on both evals and the covariance that their shared runs give them. */
export function runPairs(
  near: OrientedSide,
  far: OrientedSide,
  thresholds: Thresholds,
): StageLeads | NotEstimable {
  return runLeads(runsOf(near, far, "arm"), runsOf(near, far, "control"), thresholds);
}

function checkpoints(near: OrientedSide, far: OrientedSide, target: Target): GapVariance {
  if (target === "suite-fixed") {
    const of = ({ arm, control }: OrientedSide) => arm.binomial + control.binomial;
    return {
      covariance: diagonal(of(near), of(far)),
      df: Number.POSITIVE_INFINITY,
      gapDf: Number.POSITIVE_INFINITY,
    };
  }
  const parts = square(near.prompt) / (near.clusters - 1) + square(far.prompt) / (far.clusters - 1);
  const df =
    parts > 0
      ? Math.max(1, square(near.prompt + far.prompt) / parts)
      : Math.min(near.clusters, far.clusters) - 1;
  return { covariance: diagonal(near.prompt, far.prompt), df, gapDf: df };
}

/** Satterthwaite df of `far - share * near` over runs, prompts of both evals and what is left in single cells. */
function contrastDegrees(
  near: OrientedSide,
  far: OrientedSide,
  covariance: StageCovariance,
  share: number,
): number {
  const weights = [
    { side: near, weight: share * share },
    { side: far, weight: 1 },
  ];
  let parts = 0;
  for (const name of ["arm", "control"] as const) {
    const { from, to } = runsOf(near, far, name);
    const own = sampleVariance(to.map((value, run) => value - share * (from[run] ?? 0))) / from.length;
    parts += square(own) / (from.length - 1);
    for (const { side, weight } of weights)
      parts += square(weight * side[name].residual) / ((from.length - 1) * (side.clusters - 1));
  }
  for (const { side, weight } of weights) parts += square(weight * side.prompt) / (side.clusters - 1);
  const variance = contrastVariance(covariance, share);
  const runDf = near.arm.runs.length + near.control.runs.length - 2;
  return parts > 0 && variance > 0 ? Math.max(1, square(variance) / parts) : Math.max(1, runDf);
}

function recipes(
  near: OrientedSide,
  far: OrientedSide,
  { target, thresholds }: GapQuestion,
  { covariance: seed, df }: StageLeads,
): GapVariance {
  const difference = (side: "arm" | "control") => {
    const { from, to } = runsOf(near, far, side);
    return to.map((value, run) => value - (from[run] ?? 0));
  };
  if (target === "suite-fixed") {
    const welch = runVariance(difference("arm"), difference("control"));
    return { covariance: seed, df, gapDf: "status" in welch ? df : welch.df };
  }
  const residual = diagonal(
    near.arm.residual + near.control.residual,
    far.arm.residual + far.control.residual,
  );
  const runs = positivePart(addCovariance(seed, residual, -1));
  const prompts = diagonal(Math.max(near.prompt - residual.from, 0), Math.max(far.prompt - residual.to, 0));
  const covariance = addCovariance(addCovariance(runs, prompts), residual);
  const gapDf = contrastDegrees(near, far, covariance, 1);
  const others = [0, thresholds.lower, thresholds.upper].map((share) =>
    contrastDegrees(near, far, covariance, share),
  );
  return { covariance, df: Math.min(gapDf, ...others), gapDf };
}

/**
 * Question: how much more, or less, of an arm's lead shows far from its training data than near to it?
 * Model: the same runs are measured on both evals (paired, g_s = y_s^far - y_s^near); prompts of the two evals are
 *   independent; arms are independent. One run in an arm: checkpoints are fixed, prompts (or scores) vary.
 * Formula: gap = lead_far - lead_near with V from C = (C_runs - C_res)+ + diag(V_prompt - V_res)+ + diag(V_res);
 *   C_runs = sum over arms of Cov_s(y^near, y^far) / S; suite-fixed C = C_runs, Welch on g. df of the gap:
 *   Satterthwaite over all parts, floor 1; df of the ratio: the smallest of y^far - r y^near over r in
 *   {0, r_lo, r_hi, 1}. A lead whose variance is 0 gets the square of half-width / t of its own interval.
 * Units: shares of the evals' scales, positive = better; or log odds.
 * Not estimable when: prompt-general with fewer than five clusters on an eval; log odds at an end of the scale.
 * Source: statistics of this project, 2.3; Welch 1947; Satterthwaite 1946.
 * Checked against: R 4.2.2 `t.test` on per-run differences (suite-fixed); `two-way-components` for each eval alone.
 *
 * @param paired the runs' part of the leads, from {@link runPairs}: the same for both targets
 */
export function evalGap(
  near: OrientedSide,
  far: OrientedSide,
  paired: StageLeads | NotEstimable,
  question: GapQuestion,
): EvalGap | NotEstimable {
  const { target, level, scale } = question;
  const fewest = Math.min(near.clusters, far.clusters);
  if (target === "prompt-general" && fewest < MINIMUM_CLUSTERS)
    return notEstimable(
      `${fewest} independent cluster${fewest === 1 ? "" : "s"} of prompts on an eval (at least ${MINIMUM_CLUSTERS} needed to speak of other prompts)`,
    );
  const single = "status" in paired;
  const found = single ? checkpoints(near, far, target) : recipes(near, far, question, paired);
  const runDf = near.arm.runs.length + near.control.runs.length - 2;
  const whole = withStandIns(found.covariance, (stage) => {
    const side = stage === "from" ? near : far;
    return standInVariance(
      {
        arm: side.arm.observed,
        control: side.control.observed,
        variance: 0,
        df: single ? found.df : runDf,
        whenNothingVaries: { arm: side.clusters, control: side.clusters },
        floored: false,
      },
      scale,
      level,
    );
  });
  if (whole === undefined)
    return notEstimable("nothing varies on an eval, and no interval of its lead could stand in");
  return {
    leads: {
      from: near.arm.mean - near.control.mean,
      to: far.arm.mean - far.control.mean,
      covariance: whole,
      df: found.df,
    },
    gapDf: found.gapDf,
  };
}
