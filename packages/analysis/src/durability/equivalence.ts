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

/**
 * Question: did the lead stay the same, to within a declared margin?
 * Model: the change is normal with standard error `standardError` on `df`.
 * Formula: two one-sided tests, t = (change -+ margin) / se; p = the larger.
 * Units: those of the change.
 * Not estimable when: the standard error is 0 (callers check first).
 * Source: Schuirmann 1987.
 * Checked against: statsmodels 0.13.5 `ttost_paired`.
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
    pValue: Math.max(
      upperTail((change + margin) / standardError, df),
      upperTail((margin - change) / standardError, df),
    ),
    interval: { lower: change - half, upper: change + half, level, unbounded: false },
  };
}
