import type { Interval } from "@holdfast/core";
import { criticalT, studentTTwoSided } from "../distributions/student-t.js";

/** A margin test: whether a change is smaller than it in both directions. */
export interface Equivalence {
  readonly margin: number;
  /** The larger of the two one-sided p-values. */
  readonly pValue: number;
  /** Interval at level 1 - 2 alpha: inside (-margin, margin) exactly when pValue < alpha. */
  readonly interval: Interval;
}

function upperTail(t: number, df: number): number {
  const twoSided = studentTTwoSided(t, df);
  return t > 0 ? twoSided / 2 : 1 - twoSided / 2;
}

/** Both one-sided tests of an estimate against the ends of a range. */
export interface OneSidedTests {
  /** Whether the estimate lies above the lower end. */
  readonly lower: { readonly t: number; readonly pValue: number };
  /** Whether it lies below the upper end. */
  readonly upper: { readonly t: number; readonly pValue: number };
  /** The larger of the two. */
  readonly pValue: number;
}

/** Two one-sided t tests (Schuirmann 1987) against `low` and `high`, which need not lie symmetrically. */
export function oneSidedTests(
  estimate: number,
  standardError: number,
  df: number,
  range: { readonly low: number; readonly high: number },
): OneSidedTests {
  const lower = (estimate - range.low) / standardError;
  const upper = (estimate - range.high) / standardError;
  const own = {
    lower: { t: lower, pValue: upperTail(lower, df) },
    upper: { t: upper, pValue: upperTail(-upper, df) },
  };
  return { ...own, pValue: Math.max(own.lower.pValue, own.upper.pValue) };
}

/**
 * Question: did the lead stay the same, to within a declared margin?
 * Model: the change is normal with standard error `standardError` on `df`.
 * Formula: two one-sided tests, t = (change -+ margin) / se; p = the larger.
 * Units: those of the change.
 * Not estimable when: the standard error is 0 (callers check first).
 * Source: Schuirmann 1987.
 * Checked against: statsmodels 0.13.5 `ttost_paired`, `ttost_ind`.
 */
export function equivalence(
  change: number,
  standardError: number,
  df: number,
  margin: number,
  alpha: number,
): Equivalence {
  const level = 1 - 2 * alpha;
  const half = criticalT(level, df) * standardError;
  return {
    margin,
    pValue: oneSidedTests(change, standardError, df, { low: -margin, high: margin }).pValue,
    interval: { lower: change - half, upper: change + half, level, unbounded: false },
  };
}
