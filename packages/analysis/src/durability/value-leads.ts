import type { EffectScale, Target } from "@holdfast/core";
import type { RunValue } from "../effects/comparison.js";
import { logit } from "../intervals/mover-log-odds.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type RunStages, runLeads, type Thresholds } from "./run-leads.js";
import type { StageLeads } from "./stage-leads.js";
import { standInVariance, withStandIns } from "./unvarying-stage.js";

/** One arm below sample level: what is known of each run at both stages, in the same order. */
export interface ValueStages {
  readonly from: readonly RunValue[];
  readonly to: readonly RunValue[];
}

/** Leads without a covariance: values alone. */
export interface BareLeads {
  readonly from: number;
  readonly to: number;
  readonly covariance: null;
}

interface Side {
  readonly rate: number;
  readonly values: Float64Array;
  /** Variance of the side's mean as reported or counted; null where nothing was. */
  readonly reported: number | null;
  readonly observations: number | null;
}

function sideOf(runs: readonly RunValue[], scale: EffectScale): Side {
  const rate = runs.reduce((sum, run) => sum + run.rate, 0) / runs.length;
  const slope = scale === "difference" ? 1 : 1 / (rate * (1 - rate));
  const place = (value: number) => (scale === "difference" ? value : logit(rate) + (value - rate) * slope);
  const variances = runs.map(({ rate: p, observations, standardError }) =>
    observations !== null ? (p * (1 - p)) / observations : standardError === null ? null : standardError ** 2,
  );
  const total = variances.reduce<number | null>(
    (sum, value) => (sum === null || value === null ? null : sum + value),
    0,
  );
  const counts = runs.map(({ observations }) => observations);
  return {
    rate,
    values: Float64Array.from(runs, (run) => place(run.rate)),
    reported: total === null ? null : (total * slope * slope) / runs.length ** 2,
    observations: counts.reduce<number | null>(
      (least, size) => (least === null || size === null ? null : Math.min(least, size)),
      Number.POSITIVE_INFINITY,
    ),
  };
}

/**
 * Question: what are the leads at two stages and their covariance, where one number a run is known?
 * Model: two or more runs in both arms: run variance alone (suite-fixed), reported errors are not added. One run in
 *   an arm: reported (or binomial) errors, uncorrelated over stages; about these checkpoints only.
 * Formula: `runLeads`; or C = diag(se1^2 + se0^2) with the normal quantile. Log odds: to first order around the rates.
 * Units: rates on [0, 1], or log odds.
 * Not estimable when: prompt-general; a side is empty; log odds at an end of the scale. Values alone give leads
 *   without a covariance.
 * Source: statistics of this project, 2.1 and 2.5.
 * Checked against: `runLeads`; hand-worked cases.
 */
export function valueLeads(
  arm: ValueStages,
  control: ValueStages,
  question: {
    readonly scale: EffectScale;
    readonly target: Target;
    readonly level: number;
    readonly thresholds: Thresholds;
  },
): StageLeads | BareLeads | NotEstimable {
  const { scale, target, level, thresholds } = question;
  if (target === "prompt-general")
    return notEstimable("without a score for each sample nothing is known of how prompts differ");
  if ([arm, control].some(({ from, to }) => from.length === 0 || to.length === 0))
    return notEstimable("a side has no run with both stages");
  const sides = {
    arm: { from: sideOf(arm.from, scale), to: sideOf(arm.to, scale) },
    control: { from: sideOf(control.from, scale), to: sideOf(control.to, scale) },
  };
  const ends = [sides.arm.from, sides.arm.to, sides.control.from, sides.control.to].some(
    ({ rate }) => rate <= 0 || rate >= 1,
  );
  if (scale === "log-odds" && ends)
    return notEstimable("a rate is at an end of the scale, where log odds are infinite");
  const runsOf = ({ from, to }: { readonly from: Side; readonly to: Side }): RunStages => ({
    from: from.values,
    to: to.values,
  });
  const paired = runLeads(runsOf(sides.arm), runsOf(sides.control), thresholds);
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const lead = (stage: "from" | "to") => mean(sides.arm[stage].values) - mean(sides.control[stage].values);
  const bare = { from: lead("from"), to: lead("to"), covariance: null };
  const single = "status" in paired;
  const reported = (stage: "from" | "to") => {
    const [one, zero] = [sides.arm[stage].reported, sides.control[stage].reported];
    return one === null || zero === null ? null : one + zero;
  };
  const [fromReported, toReported] = [reported("from"), reported("to")];
  if (single && (fromReported === null || toReported === null)) return bare;
  const covariance = single ? { from: fromReported ?? 0, to: toReported ?? 0, cross: 0 } : paired.covariance;
  const df = single ? Number.POSITIVE_INFINITY : paired.df;
  const whole = withStandIns(covariance, (stage) => {
    const [one, zero] = [sides.arm[stage], sides.control[stage]];
    if (one.observations === null || zero.observations === null) return undefined;
    const sizes = { arm: one.observations, control: zero.observations };
    const rates = {
      arm: { rate: one.rate, observations: sizes.arm },
      control: { rate: zero.rate, observations: sizes.control },
    };
    const standInDf = single ? df : arm.from.length + control.from.length - 2;
    return standInVariance(
      { ...rates, variance: 0, df: standInDf, whenNothingVaries: sizes, floored: false },
      scale,
      level,
    );
  });
  return whole === undefined ? bare : { from: bare.from, to: bare.to, covariance: whole, df };
}
