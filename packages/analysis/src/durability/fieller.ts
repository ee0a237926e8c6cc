import type { RatioSet } from "@holdfast/core";
import { criticalT } from "../distributions/student-t.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { StageLeads } from "./stage-leads.js";

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
 * Units: none.
 * Not estimable when: both leads at `from` and their variance are 0.
 * Source: Fieller 1954.
 * Checked against: closed form in R 4.2.2, roots with mpmath.
 */
export function fieller(
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
