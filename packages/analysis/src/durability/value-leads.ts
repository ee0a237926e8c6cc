import type { EffectScale, Target } from "@holdfast/core";
import type { RunValue } from "../effects/comparison.js";
import type { RatesWithVariance } from "../effects/effective-rates.js";
import { ratesOfRuns } from "../effects/rates-of-runs.js";
import { logit } from "../intervals/mover-log-odds.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { openLead, openStages, withOpen } from "./open-lead.js";
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

const NO_COUNTS = "a rate is at an end of the scale, and the number of scores behind it is not known";

const isAtEnd = (rate: number) => rate <= 0 || rate >= 1;

function sideOf(runs: readonly RunValue[], scale: EffectScale): Side {
  const rate = runs.reduce((sum, run) => sum + run.rate, 0) / runs.length;
  // Infinite log odds that no run differs in: what is said of them is worked out from the rates.
  const infinite = scale === "log-odds" && isAtEnd(rate);
  const slope = scale === "difference" ? 1 : infinite ? 0 : 1 / (rate * (1 - rate));
  const place = (value: number) =>
    scale === "difference" ? value : infinite ? 0 : logit(rate) + (value - rate) * slope;
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

/** The rates of one stage with the variance of their difference: between runs, or of the scores of single ones. */
function ratesAt(
  arm: readonly RunValue[],
  control: readonly RunValue[],
  single: boolean,
): RatesWithVariance | NotEstimable {
  if (!single) return ratesOfRuns({ level: "counts", arm, control, binary: true });
  const sides = [sideOf(arm, "difference"), sideOf(control, "difference")] as const;
  const [one, zero] = sides;
  if (
    one.observations === null ||
    zero.observations === null ||
    one.reported === null ||
    zero.reported === null
  )
    return notEstimable(NO_COUNTS);
  const sizes = { arm: one.observations, control: zero.observations };
  return {
    arm: { rate: one.rate, observations: sizes.arm },
    control: { rate: zero.rate, observations: sizes.control },
    variance: one.reported + zero.reported,
    df: Number.POSITIVE_INFINITY,
    whenNothingVaries: sizes,
    floored: true,
  };
}

/**
 * Question: what are the leads at two stages and their covariance, where one number a run is known?
 * Model: two or more runs in both arms: run variance alone (suite-fixed), reported errors are not added. One run in
 *   an arm: reported (or binomial) errors, uncorrelated over stages; about these checkpoints only.
 * Formula: `runLeads`; or C = diag(se1^2 + se0^2) with the normal quantile. Log odds: to first order around the rates;
 *   at 0 or 1 `open-lead`.
 * Units: rates on [0, 1], or log odds.
 * Not estimable when: prompt-general; a side is empty; log odds at an end of the scale without counts, or with both
 *   rates of a stage at the same end. Values alone give leads without a covariance.
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
  const ends = [sides.arm, sides.control].some(({ from, to }) => isAtEnd(from.rate) || isAtEnd(to.rate));
  if (single && (fromReported === null || toReported === null))
    return scale === "log-odds" && ends ? notEstimable(NO_COUNTS) : bare;
  const covariance = single ? { from: fromReported ?? 0, to: toReported ?? 0, cross: 0 } : paired.covariance;
  const df = single ? Number.POSITIVE_INFINITY : paired.df;
  const opened = openStages((stage) => {
    const [one, zero] = [sides.arm[stage], sides.control[stage]];
    if (scale === "difference" || !(isAtEnd(one.rate) || isAtEnd(zero.rate))) return undefined;
    const rates = ratesAt(arm[stage], control[stage], single);
    return "status" in rates ? rates : openLead(rates, level, df);
  });
  if ("status" in opened) return opened;
  const isOpen = opened.from !== undefined || opened.to !== undefined;
  const ownOrOpen = {
    from: opened.from?.variance ?? covariance.from,
    to: opened.to?.variance ?? covariance.to,
    cross: isOpen ? 0 : covariance.cross,
  };
  const whole = withStandIns(ownOrOpen, (stage) => {
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
  if (whole === undefined)
    return isOpen ? notEstimable("nothing says how sure the lead at the other stage is") : bare;
  const leads = { from: bare.from, to: bare.to, covariance: whole, df };
  return isOpen ? withOpen(leads, opened) : leads;
}
