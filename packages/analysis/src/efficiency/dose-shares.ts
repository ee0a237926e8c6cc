import type { DoseSeries, Interval } from "@holdfast/core";
import { contrastQuantity } from "../drivers/contrast-quantity.js";
import { doseReaching, dosesFitting, isotonicMeans, weightsAtDose } from "./dose-course.js";
import { type DoseQuestion, methodOf } from "./dose-question.js";

/** Shares of the best effect whose dose is looked for. */
const SHARES = [0.5, 0.8] as const;

/** The least dose at which each share of the best effect is reached, with the doses that cannot be excluded. */
export function doseShares(question: DoseQuestion): DoseSeries["shares"] {
  const { course, baseline, target, level } = question;
  const { doses, scaled, better } = course;
  const refuse = (reason: string) => SHARES.map((share) => ({ share, dose: null, interval: null, reason }));
  const best = doses.at(-1);
  if (baseline === null || best === undefined)
    return refuse("there is no arm without a dose to count effects from");
  const fit = isotonicMeans(course);
  const start = scaled.factor * (scaled.arms[baseline]?.rate ?? Number.NaN);
  const reached = fit.at(-1) ?? Number.NaN;
  if (!(better * (reached - start) > 0))
    return refuse("the largest dose has no effect in the direction of better");
  const whole = weightsAtDose(course, best.dose).map((weight, arm) => weight - (arm === baseline ? 1 : 0));
  const effect = contrastQuantity(scaled, whole, { target, method: methodOf(course), level });
  const interval = effect.status === "estimated" ? effect.interval : null;
  if (interval !== null && (interval.lower ?? 0) <= 0 && (interval.upper ?? 0) >= 0)
    return refuse("no effect of the largest dose is established");
  return SHARES.map((share) => {
    const dose = doseReaching(course, start + share * (reached - start));
    const asked = whole.map((weight, arm) => share * weight + (arm === baseline ? 1 : 0));
    const doses = dosesFitting(course, asked, { target, level });
    const found: Interval | null = "status" in doses ? null : doses;
    return { share, dose, interval: found, reason: "status" in doses ? doses.reason : null };
  });
}
