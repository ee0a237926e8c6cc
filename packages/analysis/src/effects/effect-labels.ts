import type { EffectLabels, Quantity, Target } from "@holdfast/core";
import { criticalT } from "../distributions/student-t.js";
import { cohensH } from "../effect-sizes/arcsine-difference.js";
import { hedgesCorrection } from "../effect-sizes/standardized-mean-difference.js";
import { mover } from "../intervals/mover.js";
import { wilson } from "../intervals/wilson.js";
import { pooledRuns } from "../multiplicity/pooled-runs.js";
import { notEstimable } from "../not-estimable.js";
import { type Comparison, hasRunVariance } from "./comparison.js";
import { intervalOf, reportedDf } from "./effect-estimate.js";
import { type EffectiveRates, effectiveRates, type ObservedRate } from "./effective-rates.js";
import { noncentralityLimit } from "./noncentrality-limit.js";
import { ratesOfRuns } from "./rates-of-runs.js";
import { ratesOfSamples } from "./rates-of-samples.js";
import { runRates } from "./run-rates.js";
import { tQuantity } from "./t-quantity.js";

const UNTESTED = "a label is not tested";
const ONE_RUN = "an arm has one run, so nothing is known of how runs differ";
/** A ratio of rates is said only above this rate of the control: below, a few events move it at will. */
const LEAST_CONTROL = 0.05;

function hedgesG(comparison: Comparison, level: number): Quantity {
  const { arm, control } = runRates(comparison);
  const pooled = pooledRuns([[...arm]], [...control]);
  if ("status" in pooled) return pooled;
  const { df, contrasts } = pooled;
  const [contrast] = contrasts;
  if (contrast === undefined || df < 2)
    return notEstimable("three runs in all leave no correction for so few");
  const { t } = contrast;
  const scale = Math.sqrt(1 / arm.length + 1 / control.length);
  const correction = hedgesCorrection(df);
  const estimate = correction * t * scale;
  const limit = (p: number) => correction * scale * noncentralityLimit(p, t, df);
  const tail = (1 - level) / 2;
  return {
    status: "estimated",
    estimate,
    standardError: Math.sqrt(scale * scale + (estimate * estimate) / (2 * (arm.length + control.length))),
    df,
    interval: intervalOf({ lower: limit(1 - tail), upper: limit(tail) }, level),
    pValue: null,
    reason: UNTESTED,
  };
}

function cohensHOf({ arm, control }: EffectiveRates, df: number, level: number): Quantity {
  const variance = 1 / arm.observations + 1 / control.observations;
  const found = tQuantity({ estimate: cohensH(arm.rate, control.rate), variance, df }, level);
  return { ...found, pValue: null, reason: UNTESTED };
}

/** p1 / p0 by MOVER on the logarithms of the Wilson limits. */
function riskRatio({ arm, control }: EffectiveRates, df: number, level: number): Quantity | null {
  if (!(control.rate > LEAST_CONTROL)) return null;
  const critical = criticalT(level, df);
  const onLog = ({ rate, observations }: ObservedRate) => {
    const { lower, upper } = wilson(rate, observations, critical);
    return { estimate: Math.log(rate), lower: Math.log(lower), upper: Math.log(upper) };
  };
  const [one, zero] = [onLog(arm), onLog(control)];
  // Without an event the ratio is 0; its upper end is the limit of the formula as the rate goes there.
  const limits =
    arm.rate === 0
      ? { lower: 0, upper: Math.exp(one.upper - zero.lower) }
      : (({ lower, upper }) => ({ lower: Math.exp(lower), upper: Math.exp(upper) }))(mover(one, zero));
  return {
    status: "estimated",
    estimate: arm.rate / control.rate,
    standardError: null,
    df: reportedDf(df),
    interval: intervalOf(limits, level),
    pValue: null,
    reason: UNTESTED,
  };
}

/**
 * Question: how large is a lead in units that can be compared over evals?
 * Model: rates on their effective sample sizes and t quantile, as in the default; run means with a common variance.
 * Formula: Cohen's h = 2 asin sqrt p1 - 2 asin sqrt p0 -+ t sqrt(1/n1 + 1/n0); Hedges's g on run means with its
 *   noncentral-t interval; risk ratio p1 / p0 by MOVER on log Wilson limits, where the control is above 5%.
 * Units: radians; standard deviations between runs; a ratio.
 * Not estimable when: an arm has one run; no run differs (g); fewer than four runs in all (g). Never tested.
 * Source: Cohen 1988; Hedges 1981; Zou and Donner 2008.
 * Checked against: the kernels it is made of.
 *
 * @param target the target whose design effect is used: the one that the lead shows first
 */
export function effectLabels(comparison: Comparison, target: Target, level: number): EffectLabels {
  if (!hasRunVariance(comparison)) {
    const missing = notEstimable(ONE_RUN);
    return { cohensH: comparison.binary ? missing : null, hedgesG: missing, riskRatio: null };
  }
  const g = hedgesG(comparison, level);
  const counted = comparison.level === "samples" || comparison.level === "counts";
  if (!comparison.binary || !counted) return { cohensH: null, hedgesG: g, riskRatio: null };
  const rates =
    comparison.level === "samples" ? ratesOfSamples(comparison, { target }) : ratesOfRuns(comparison);
  if ("status" in rates) return { cohensH: rates, hedgesG: g, riskRatio: null };
  const effective = effectiveRates(rates);
  if (effective === undefined) {
    const unknown = notEstimable("the number of scores is not known");
    return { cohensH: unknown, hedgesG: g, riskRatio: null };
  }
  return {
    cohensH: cohensHOf(effective, rates.df, level),
    hedgesG: g,
    riskRatio: riskRatio(effective, rates.df, level),
  };
}
