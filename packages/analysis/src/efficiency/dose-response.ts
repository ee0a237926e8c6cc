import type { DoseSeries, EmaxBootstrap, Interval } from "@holdfast/core";
import { reportedDf } from "../effects/effect-estimate.js";
import { boundedLimits } from "../intervals/mover.js";
import { doseContrasts } from "./dose-contrasts.js";
import { isotonicMeans, meansOf } from "./dose-course.js";
import { type DoseQuestion, methodOf } from "./dose-question.js";
import { doseShares } from "./dose-shares.js";
import { doseTrend, trendCheck } from "./dose-trend.js";
import { elasticity } from "./elasticity.js";
import { ed50Interval, emaxFit } from "./emax.js";
import { emaxBootstrap } from "./emax-bootstrap.js";

function contrastsOf({ course, target }: DoseQuestion): DoseSeries["contrasts"] {
  const { scaled, doses } = course;
  const found = doseContrasts({ set: scaled, doses, method: methodOf(course), target });
  if ("status" in found) return found;
  return {
    status: "estimated",
    target,
    df: reportedDf(found.df),
    shapes: [...found.shapes],
    nearest: found.nearest,
    pValue: Math.min(...found.shapes.map(({ pAdjusted }) => pAdjusted)),
  };
}

/** Ends of two intervals of a dose are alike within this factor. */
const ALIKE = 2;

function alike(one: number | null, other: number | null): boolean {
  if (one === null || other === null || one === 0 || other === 0) return one === other;
  return one / other < ALIKE && other / one < ALIKE;
}

function bootstrapOf(
  { course, measured, lower, level, seed }: DoseQuestion,
  profile: Interval | null,
): EmaxBootstrap {
  const { doses, scaled } = course;
  const values = (arm: number) =>
    Float64Array.from(measured.arms[arm]?.components.runRates ?? [], (rate) => lower + scaled.factor * rate);
  const found = emaxBootstrap(
    doses.map(({ arm, dose }) => ({ dose, values: values(arm) })),
    { seed, level },
  );
  if ("status" in found) return found;
  const interval = (limits: { lower: number; upper: number }) => ({ ...boundedLimits(limits), level });
  const ed50 = interval(found.ed50);
  return {
    status: "estimated",
    draws: found.draws,
    seed,
    bends: found.bends,
    ed50Interval: ed50,
    emaxInterval: interval(found.emax),
    agrees: profile === null ? null : alike(ed50.lower, profile.lower) && alike(ed50.upper, profile.upper),
  };
}

function emaxOf(question: DoseQuestion): DoseSeries["emax"] {
  const { course, measured, lower, level } = question;
  const { doses, scaled } = course;
  const runs = doses.flatMap(({ arm, dose }) =>
    [...(measured.arms[arm]?.components.runRates ?? [])].map((rate) => ({
      dose,
      response: lower + scaled.factor * rate,
    })),
  );
  const dose = Float64Array.from(runs, (run) => run.dose);
  const response = Float64Array.from(runs, (run) => run.response);
  const fit = emaxFit(dose, response);
  if ("status" in fit) return fit;
  const limits = ed50Interval(dose, response, fit, level);
  const bounded = !("status" in limits);
  const profile = bounded
    ? { lower: limits.lower ?? 0, upper: limits.upper, level, unbounded: limits.upper === null }
    : null;
  return {
    status: "estimated",
    e0: fit.e0,
    emax: fit.emax,
    ed50: fit.ed50,
    ed50Interval: profile,
    bootstrap: bootstrapOf(question, profile),
    df: fit.df,
    reason: bounded ? null : limits.reason,
  };
}

/** Everything that a course of doses says. */
export function doseResponse(
  question: DoseQuestion,
): Pick<
  DoseSeries,
  "points" | "trend" | "cochranArmitage" | "contrasts" | "emax" | "elasticity" | "shares" | "shownTarget"
> {
  const { course, measured, lower, target } = question;
  const fit = isotonicMeans(course);
  const means = meansOf(course);
  const trend = doseTrend(question);
  const shownTarget =
    trend.find(({ quantity }) => quantity.status === "estimated" && quantity.interval !== null)?.target ??
    target;
  const shown = { ...question, target: shownTarget };
  return {
    points: course.doses.map(({ arm, dose }, index) => ({
      arm: measured.arms[arm]?.name ?? "",
      dose,
      runs: measured.arms[arm]?.runs ?? 0,
      mean: lower + (means[index] ?? Number.NaN),
      isotonic: lower + (fit[index] ?? Number.NaN),
    })),
    trend,
    cochranArmitage: trendCheck(shown),
    contrasts: contrastsOf(shown),
    emax: emaxOf(shown),
    elasticity: elasticity(shown),
    shares: doseShares(shown),
    shownTarget,
  };
}
