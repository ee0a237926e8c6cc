import type { Interval, Target } from "@holdfast/core";
import { criticalT } from "../distributions/student-t.js";
import type { ScaledArms } from "../drivers/contrast-scale.js";
import { contrastVariance } from "../drivers/contrast-variance.js";
import { weighted } from "../drivers/linear-fit.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { isotonic } from "./isotonic.js";

/** Doses with the position of their arms among the measured ones, in the order of dose. */
export interface DoseCourse {
  readonly doses: readonly { readonly arm: number; readonly dose: number }[];
  /** -1 where lower is better, else 1. */
  readonly better: 1 | -1;
  readonly scaled: ScaledArms;
  readonly runs: Float64Array;
}

/** Where a dose stands on the axis of the course: log(1 + dose / smallest dose above 0), free of the unit. */
export function placeOfDose(doses: readonly { readonly dose: number }[]): (dose: number) => number {
  const least = Math.min(...doses.flatMap(({ dose }) => (dose > 0 ? [dose] : [])));
  return (dose) => Math.log1p(dose / least);
}

/** Means at the doses, each arm's own; doses that occur twice stand twice. */
export function meansOf({ doses, scaled }: DoseCourse): number[] {
  return doses.map(({ arm }) => scaled.factor * (scaled.arms[arm]?.rate ?? Number.NaN));
}

/** The nearest means that never turn back in the direction of better. */
export function isotonicMeans(course: DoseCourse): Float64Array {
  return isotonic(
    meansOf(course),
    course.better > 0 ? "increasing" : "decreasing",
    course.doses.map(({ arm }) => course.runs[arm] ?? 1),
  );
}

/** Weights of the arms for the mean at a dose: a straight line between the doses on either side. */
export function weightsAtDose({ doses, scaled }: DoseCourse, dose: number): Float64Array {
  const place = placeOfDose(doses);
  const weights = new Float64Array(scaled.arms.length);
  const upper = doses.findIndex((one) => one.dose >= dose);
  const above = doses[upper < 0 ? doses.length - 1 : upper];
  const below = doses[Math.max(0, (upper < 0 ? doses.length : upper) - 1)];
  if (above === undefined || below === undefined) return weights;
  const gap = place(above.dose) - place(below.dose);
  const share = gap > 0 ? (place(dose) - place(below.dose)) / gap : 1;
  weights[below.arm] = (weights[below.arm] ?? 0) + 1 - share;
  weights[above.arm] = (weights[above.arm] ?? 0) + share;
  return weights;
}

/** The least dose at which the isotonic course reaches a value; null where it does not within the doses. */
export function doseReaching(course: DoseCourse, value: number): number | null {
  const { doses, better } = course;
  const place = placeOfDose(doses);
  const fit = isotonicMeans(course);
  for (let index = 0; index < doses.length; index += 1) {
    const own = better * (fit[index] ?? Number.NaN);
    if (own < better * value) continue;
    const before = index === 0 ? undefined : doses[index - 1];
    const [from, to] = [fit[index - 1], fit[index]];
    const dose = doses[index]?.dose ?? 0;
    if (before === undefined || from === undefined || to === undefined) return dose;
    const share = (value - from) / (to - from);
    const at = place(before.dose) + share * (place(dose) - place(before.dose));
    const least = Math.min(...doses.flatMap((one) => (one.dose > 0 ? [one.dose] : [])));
    return Math.expm1(at) * least;
  }
  return null;
}

const STEPS = 12;
/** Rates that differ by less than this are equal but for rounding. */
const ROUNDING = 1e-12;

/**
 * Question: at which doses could the mean equal what it is asked to equal?
 * Model: means on straight lines between the doses on the axis of {@link placeOfDose}; arms as in `contrast-variance`.
 * Formula: all doses d with |L(d)| <= t se(L(d)), L(d) = mean at d minus the asked combination of arms, Welch df of each
 *   L(d); the least interval that holds all of them.
 * Units: those of the dose. A null upper end is beyond the largest dose.
 * Not estimable when: an arm has one run; no run differs from its arm; no dose within the range fits.
 * Source: inversion of a test, as Fieller 1954 for a straight line.
 * Checked against: a straight line through two doses, whose set is Fieller's.
 */
export function dosesFitting(
  course: DoseCourse,
  asked: Float64Array,
  { target, level }: { readonly target: Target; readonly level: number },
): Interval | NotEstimable {
  const { doses, scaled } = course;
  const rates = scaled.arms.map(({ rate }) => rate);
  const place = placeOfDose(doses);
  const least = Math.min(...doses.flatMap(({ dose }) => (dose > 0 ? [dose] : [])));
  const doseAt = (at: number) => Math.expm1(at) * least;
  let missing: NotEstimable | null = null;
  let varies = false;
  const weightsAt = (at: number) =>
    weightsAtDose(course, doseAt(at)).map((weight, arm) => weight - (asked[arm] ?? 0));
  const fits = (at: number): boolean => {
    const weights = weightsAt(at);
    const variances = contrastVariance(scaled, weights, "welch");
    const found = target === "prompt-general" ? variances.promptGeneral : variances.suiteFixed;
    if ("status" in found) {
      missing = found;
      return false;
    }
    if (found.variance > 0) varies = true;
    const reach = criticalT(level, found.df) * Math.sqrt(found.variance);
    return Math.abs(weighted(weights, rates)) <= reach + ROUNDING;
  };
  const places = doses.map(({ dose }) => place(dose));
  const grid = places.flatMap((at, index) => {
    const next = places[index + 1];
    if (next === undefined || next === at) return [at];
    // Where the mean passes what is asked for, it fits, however narrow the set is around it.
    const [here, there] = [weighted(weightsAt(at), rates), weighted(weightsAt(next), rates)];
    const root = here * there < 0 ? [at + ((next - at) * here) / (here - there)] : [];
    const steps = Array.from({ length: STEPS }, (_, step) => at + ((next - at) * step) / STEPS);
    return [...steps, ...root].sort((a, b) => a - b);
  });
  const inside = grid.map(fits);
  if (missing !== null) return missing;
  if (!varies) return notEstimable("the runs of these arms do not differ at all");
  const first = inside.indexOf(true);
  const last = inside.lastIndexOf(true);
  if (first < 0) return notEstimable("no dose within the range fits");
  const edge = (within: number, without: number | undefined): number => {
    if (without === undefined) return within;
    let [good, bad] = [within, without];
    for (let step = 0; step < 24; step += 1) {
      const middle = (good + bad) / 2;
      if (fits(middle)) good = middle;
      else bad = middle;
    }
    return good;
  };
  const start = edge(grid[first] ?? 0, first === 0 ? undefined : grid[first - 1]);
  const end = edge(grid[last] ?? 0, grid[last + 1]);
  const beyond = last === grid.length - 1;
  return { lower: Math.max(0, doseAt(start)), upper: beyond ? null : doseAt(end), level, unbounded: beyond };
}
