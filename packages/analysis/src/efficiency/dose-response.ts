import type { DoseSeries } from "@holdfast/core";
import { isotonicMeans, meansOf } from "./dose-course.js";
import type { DoseQuestion } from "./dose-question.js";
import { doseShares } from "./dose-shares.js";
import { doseTrend, trendCheck } from "./dose-trend.js";
import { elasticity } from "./elasticity.js";
import { ed50Interval, emaxFit } from "./emax.js";

function emaxOf({ course, measured, lower, level }: DoseQuestion): DoseSeries["emax"] {
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
  return {
    status: "estimated",
    e0: fit.e0,
    emax: fit.emax,
    ed50: fit.ed50,
    ed50Interval: bounded
      ? { lower: limits.lower ?? 0, upper: limits.upper, level, unbounded: limits.upper === null }
      : null,
    df: fit.df,
    reason: bounded ? null : limits.reason,
  };
}

/** Everything that a course of doses says. */
export function doseResponse(
  question: DoseQuestion,
): Pick<
  DoseSeries,
  "points" | "trend" | "cochranArmitage" | "emax" | "elasticity" | "shares" | "shownTarget"
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
    emax: emaxOf(shown),
    elasticity: elasticity(shown),
    shares: doseShares(shown),
    shownTarget,
  };
}
