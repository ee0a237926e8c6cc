import type { EffectScale } from "@holdfast/core";
import { criticalT } from "../distributions/student-t.js";
import { pValueByInversion } from "../intervals/invert-level.js";
import type { SingleArm } from "../intervals/limits.js";
import { mover } from "../intervals/mover.js";
import { logit, moverLogOdds } from "../intervals/mover-log-odds.js";
import { wilson } from "../intervals/wilson.js";
import { notEstimable } from "../not-estimable.js";
import { type EffectEstimate, type EffectQuestion, intervalOf, reportedDf } from "./effect-estimate.js";

/** One arm's rate on [0, 1] and the number of scores behind it. */
export interface ObservedRate {
  readonly rate: number;
  readonly observations: number;
}

/** Two rates, the variance of their difference, and what to rest on where that variance is 0. */
export interface RatesWithVariance {
  readonly arm: ObservedRate;
  readonly control: ObservedRate;
  readonly variance: number;
  /** Infinity for the normal. */
  readonly df: number;
  /** Fewer degrees of freedom for a family of comparisons; absent where they are `df`. */
  readonly familyDf?: number | undefined;
  /** Effective sizes where nothing varies, such as the number of clusters; null where that is unknown. */
  readonly whenNothingVaries: { readonly arm: number; readonly control: number } | null;
  /** Whether the design effect is floored at 1: scores are 0 or 1 and their number is known. */
  readonly floored: boolean;
}

/** The rates with their effective sample sizes. */
export interface EffectiveRates {
  readonly arm: ObservedRate;
  readonly control: ObservedRate;
  readonly designEffect: number | null;
}

function spread({ rate, observations }: ObservedRate): number {
  return (rate * (1 - rate)) / observations;
}

/**
 * Turns the variance of a difference into effective sample sizes: deff = V / (p1 q1/N1 + p0 q0/N0), n = N / deff.
 * Where nothing varies the arms get the sizes named for that. Undefined where those are unknown too.
 */
export function effectiveRates(from: RatesWithVariance): EffectiveRates | undefined {
  const { arm, control, variance, whenNothingVaries, floored } = from;
  if (!(variance > 0)) {
    if (whenNothingVaries === null) return undefined;
    return {
      arm: { ...arm, observations: whenNothingVaries.arm },
      control: { ...control, observations: whenNothingVaries.control },
      designEffect: null,
    };
  }
  const own = variance / (spread(arm) + spread(control));
  const designEffect = floored ? Math.max(1, own) : own;
  return {
    arm: { ...arm, observations: arm.observations / designEffect },
    control: { ...control, observations: control.observations / designEffect },
    designEffect,
  };
}

function limitsOf({ rate, observations }: ObservedRate, critical: number): SingleArm {
  return { estimate: rate, ...wilson(rate, observations, critical) };
}

/** The MOVER-Wilson interval of the difference, or of the log odds ratio, as a function of its critical value. */
export function moverWilsonAt(rates: EffectiveRates, scale: EffectScale, critical: number): SingleArm {
  const combine = scale === "difference" ? mover : moverLogOdds;
  return combine(limitsOf(rates.arm, critical), limitsOf(rates.control, critical));
}

/** Log odds with half an effective event added to each side: finite at 0 and 1 (Haldane 1956; Firth 1993 for a 2x2 table). */
function shrunkLogit({ rate, observations }: ObservedRate): number {
  return logit((rate * observations + 0.5) / (observations + 1));
}

/** The log odds ratio of shrunk rates. */
export function shrunkLogOdds({ arm, control }: Pick<EffectiveRates, "arm" | "control">): number {
  return shrunkLogit(arm) - shrunkLogit(control);
}

/** Standard error on the asked scale; null where a log odds is infinite or nothing varies. */
function standardErrorOf(from: RatesWithVariance, rates: EffectiveRates, scale: EffectScale): number | null {
  if (!(from.variance > 0)) return null;
  if (scale === "difference") return Math.sqrt(from.variance);
  const information = [rates.arm, rates.control].map(
    ({ rate, observations }) => rate * (1 - rate) * observations,
  );
  if (information.some((value) => value === 0)) return null;
  return Math.sqrt(information.reduce((sum, value) => sum + 1 / value, 0));
}

/** Estimate, interval and the p-value that agrees with it, from two effective rates. */
export function moverWilsonEffect(from: RatesWithVariance, question: EffectQuestion): EffectEstimate {
  const { scale, level, intervalOnly = false } = question;
  const rates = effectiveRates(from);
  if (rates === undefined) {
    return notEstimable(
      "the runs do not differ at all, and the number of independent prompts behind them is not known",
    );
  }
  const { df, familyDf = df } = from;
  const limits = moverWilsonAt(rates, scale, criticalT(level, question.simultaneous ? familyDf : df));
  if (Number.isNaN(limits.estimate))
    return notEstimable("both rates are at the same end of the scale, where log odds are infinite");
  const finite = Number.isFinite(limits.estimate);
  return {
    status: "estimated",
    estimate: finite ? limits.estimate : shrunkLogOdds(rates),
    standardError: standardErrorOf(from, rates, scale),
    df: reportedDf(df),
    ...(familyDf < df ? { familyDf } : {}),
    interval: intervalOf(limits, level),
    pValue: intervalOnly ? null : pValueByInversion(moverWilsonAt.bind(null, rates, scale), df),
    scope: "recipe",
    reason: finite
      ? null
      : "a rate is at an end of the scale: the estimate adds half an effective event to each side",
  };
}
