import type { RatioSet } from "@holdfast/core";
import { criticalT } from "../distributions/student-t.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { contrastVariance } from "./covariance.js";
import { openEnds, type StageLeads } from "./stage-leads.js";

/** The set of ratios that the data cannot exclude, and the point where the denominator is far enough from 0. */
export interface FiellerResult {
  readonly set: RatioSet;
  /** a / b; null when g >= 1. */
  readonly point: number | null;
  /** t^2 Var(b) / b^2; null when b is 0, or so near that g is beyond number. */
  readonly g: number | null;
}

const ZERO = 8 * Number.EPSILON;

/**
 * Question: which retained fractions R = a / b are compatible with the leads?
 * Model: (a, b) are jointly normal with covariance C; R is in the set when a - R b is not significantly off 0.
 * Formula: (b^2 - t^2 C_bb) R^2 - 2 (a b - t^2 C_ab) R + (a^2 - t^2 C_aa) <= 0. Leading coefficient > 0: an interval;
 *   < 0 with roots: everything outside them; < 0 without: the whole line; = 0: a half-line.
 *   g = t^2 C_bb / b^2; from 1 on the point is withheld, never the set.
 *   A lead without an end on one side: the ratios at which the interval of a - R b, open there, holds 0; no point.
 * Units: none.
 * Not estimable when: both leads at `from` and their variance are 0.
 * Source: Fieller 1954.
 * Checked against: closed form in R 4.2.2, roots with mpmath.
 */
export function fieller(leads: StageLeads, level: number): FiellerResult | NotEstimable {
  const found = closedSet(leads, level);
  if ("status" in found || leads.open === undefined) return found;
  return { ...found, set: openSet(leads, found.set, level), point: null };
}

/**
 * The set where a lead has no end on one side: the ratios r at which to - r from can still be 0. Between its possible
 * ends, those of the closed set and 0, each part is wholly in it or wholly out; what has more than one gap is said to be
 * unbounded.
 */
function openSet(leads: StageLeads, { lower, upper }: RatioSet, level: number): RatioSet {
  const t = criticalT(level, leads.df);
  const holds = (share: number): boolean => {
    const estimate = leads.to - share * leads.from;
    const half = t * Math.sqrt(contrastVariance(leads.covariance, share));
    const { down, up } = openEnds(leads, share);
    return (down || estimate - half <= 0) && (up || estimate + half >= 0);
  };
  const ends = [lower, upper, 0].filter((end) => end !== null).sort((a, b) => a - b);
  const first = ends[0] ?? 0;
  const last = ends[ends.length - 1] ?? 0;
  const parts = [
    holds(first - 1 - Math.abs(first)),
    ...ends.slice(1).map((end, index) => {
      const before = ends[index] ?? end;
      // A part without width is as the one before it.
      return end > before ? holds((before + end) / 2) : null;
    }),
    holds(last + 1 + Math.abs(last)),
  ];
  const turns: { readonly at: number; readonly inside: boolean }[] = [];
  let inside = parts[0] === true;
  ends.forEach((at, index) => {
    const next = parts[index + 1] ?? inside;
    if (next !== inside) turns.push({ at, inside: next });
    inside = next;
  });
  const [one, other] = turns;
  if (one === undefined || turns.length > 2) return { kind: "unbounded", lower: null, upper: null, level };
  if (other !== undefined)
    return { kind: one.inside ? "interval" : "exclusive", lower: one.at, upper: other.at, level };
  return one.inside
    ? { kind: "half-line", lower: one.at, upper: null, level }
    : { kind: "half-line", lower: null, upper: one.at, level };
}

function closedSet(
  { from: b, to: a, covariance, df }: StageLeads,
  level: number,
): FiellerResult | NotEstimable {
  const t = criticalT(level, df);
  const square = t * t;
  const leading = b * b - square * covariance.from;
  const middle = a * b - square * covariance.cross;
  const constant = a * a - square * covariance.to;
  if (b === 0 && covariance.from === 0)
    return notEstimable("the lead at the first stage is exactly 0 and does not vary");
  const ratio = (square * covariance.from) / (b * b);
  const g = Number.isFinite(ratio) ? ratio : null;
  const point = g !== null && g < 1 ? a / b : null;
  const done = (kind: RatioSet["kind"], lower: number | null, upper: number | null) => ({
    set: { kind, lower, upper, level },
    point,
    g,
  });
  if (Math.abs(leading) <= ZERO * (b * b + square * covariance.from)) {
    if (middle === 0) return done("unbounded", null, null);
    const end = constant / (2 * middle);
    return middle > 0 ? done("half-line", end, null) : done("half-line", null, end);
  }
  const discriminant = middle * middle - leading * constant;
  if (leading < 0 && discriminant <= 0) return done("unbounded", null, null);
  const root = Math.sqrt(Math.max(0, discriminant));
  // The root without cancellation first; the other from their product.
  const sum = middle >= 0 ? middle + root : middle - root;
  const one = sum / leading;
  const other = sum === 0 ? one : constant / sum;
  return done(leading > 0 ? "interval" : "exclusive", Math.min(one, other), Math.max(one, other));
}
