import type { Quantity, Ratio, Target } from "@holdfast/core";
import { notEstimable } from "../not-estimable.js";
import { type DoseCourse, doseReaching, dosesFitting } from "./dose-course.js";

/** An arm of a pair: where it stands among the measured arms, its extra tokens, lead, and its course of doses, if any. */
export interface EqualSide {
  readonly name: string;
  readonly position: number;
  readonly extraTokens: number;
  readonly lead: Quantity;
  /** Doses of the arm's own ingredient in tokens, where there are three or more. */
  readonly course: DoseCourse | null;
}

/** Whether an interval leaves out 0; null without an interval. */
function excludesZero(quantity: Quantity): boolean | null {
  if (quantity.status === "not-estimable" || quantity.interval === null) return null;
  const { lower, upper } = quantity.interval;
  return (lower !== null && lower > 0) || (upper !== null && upper < 0);
}

const point = (value: number, reason: string): Ratio => ({
  status: "estimated",
  point: value,
  set: null,
  g: null,
  df: null,
  reason,
});

/** One dose of each: a ratio of tokens, where nothing tells the two effects apart. */
function oneDoseEach(arm: EqualSide, other: EqualSide, difference: Quantity): Ratio {
  if (difference.status === "not-estimable") return difference;
  const ratio = other.extraTokens / arm.extraTokens;
  const differ = excludesZero(difference);
  if (differ === null) {
    if (Math.abs(difference.estimate) > 1e-9)
      return notEstimable(
        "the two effects differ as reported, and without intervals nobody can say whether they are equal",
      );
    return point(
      ratio,
      "both effects are values alone that happen to be equal: one dose of each gives no interval",
    );
  }
  if (differ)
    return notEstimable("the two effects are told apart, so these tokens do not buy an equal effect");
  return point(
    ratio,
    "the two effects are not told apart, which does not prove them equal: an interval needs three doses of one of them",
  );
}

/** Tokens of the arm's own ingredient at which it has the other's effect, from its course of doses. */
function fromCourse(
  course: DoseCourse,
  other: EqualSide,
  question: { readonly target: Target; readonly level: number },
): {
  readonly dose: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly reason: string | null;
} {
  const { scaled } = course;
  const asked = new Float64Array(scaled.arms.length);
  asked[other.position] = 1;
  const dose = doseReaching(course, scaled.factor * (scaled.arms[other.position]?.rate ?? Number.NaN));
  const doses = dosesFitting(course, asked, question);
  if ("status" in doses) return { dose, lower: null, upper: null, reason: doses.reason };
  return { dose, lower: doses.lower, upper: doses.upper, reason: null };
}

/**
 * Question: how many times the tokens of one arm does the other need for the same effect?
 * Model: with three or more doses of one ingredient, its effect on straight lines between doses; with one dose of
 *   each, the plain ratio of tokens, if the effects are not told apart.
 * Formula: T_other / d, d the dose of the arm's ingredient with the other's mean (isotonic), its set by inversion; or
 *   d / T_arm where the doses are the other's.
 * Units: none.
 * Not estimable when: no effect is established; the effects are told apart; the other's effect lies beyond the doses.
 * Source: statistics of this project, 2.4.
 * Checked against: hand-worked cases.
 */
export function tokensToEqualEffect(
  arm: EqualSide,
  other: EqualSide,
  difference: Quantity,
  question: { readonly target: Target; readonly level: number },
): Ratio {
  for (const { name, lead } of [arm, other]) {
    if (lead.status === "not-estimable") return lead;
    if (excludesZero(lead) === false || lead.estimate === 0)
      return notEstimable(`no effect of \`${name}\` is established that the other could equal`);
  }
  const holds = (course: DoseCourse | null, side: EqualSide) =>
    course?.doses.some((one) => one.arm === side.position) ?? false;
  if (holds(arm.course, other) || holds(other.course, arm))
    return notEstimable("both are doses of one ingredient: see its course of doses");
  const forward = arm.course !== null;
  const course = arm.course ?? other.course;
  if (course === null) return oneDoseEach(arm, other, difference);
  const found = fromCourse(course, forward ? other : arm, question);
  const tokens = forward ? other.extraTokens : arm.extraTokens;
  const ratioAt = (dose: number | null) =>
    dose === null || (forward && dose === 0) ? null : forward ? tokens / dose : dose / tokens;
  const ends = [ratioAt(found.lower), ratioAt(found.upper)];
  const [lower = null, upper = null] = forward ? ends.reverse() : ends;
  const estimate = ratioAt(found.dose);
  if (found.reason !== null && estimate === null) return notEstimable(found.reason);
  const bounded = lower !== null && upper !== null;
  return {
    status: "estimated",
    point: estimate,
    set:
      found.reason !== null
        ? null
        : lower === null && upper === null
          ? { kind: "unbounded", lower, upper, level: question.level }
          : { kind: bounded ? "interval" : "half-line", lower, upper, level: question.level },
    g: null,
    df: null,
    reason: found.reason ?? (estimate === null ? "the other's effect lies beyond the doses" : null),
  };
}
