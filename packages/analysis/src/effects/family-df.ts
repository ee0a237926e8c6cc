import { chiSquaredQuantile } from "../distributions/chi-squared.js";
import { studentTQuantile, studentTTwoSided } from "../distributions/student-t.js";

/** How often runs lie closer together by chance than is allowed for. */
const CHANCE = 0.15;
const TABLED = 64;

const inflationOf = (runDf: number) => runDf / chiSquaredQuantile(CHANCE, runDf);
const INFLATIONS: readonly number[] = Array.from({ length: TABLED }, (_, index) => inflationOf(index + 1));

/** The parts of a variance of 2.0 with their degrees of freedom. */
export interface FamilyVariance {
  /** V_seed, summed over arms, no arm's less than its V_res: that much the cells alone make of it. */
  readonly seed: number;
  /** Degrees of freedom of the runs: S_1 + S_0 - 2 for a pair. */
  readonly runDf: number;
  readonly prompt: number;
  readonly residual: number;
  /** Sum over the parts other than the runs' of the square over its degrees of freedom. */
  readonly otherParts: number;
  /** Degrees of freedom of the interval. */
  readonly df: number;
}

/**
 * Question: on how many degrees of freedom is a p-value right far in the tail, where the adjustment of a family of
 *   comparisons needs it?
 * Model: the design of 2.0. Where few runs happen to lie close together V is small and its df, which are many then,
 *   are those of the prompts: at 5% that cancels out, at .05 / 42 it does not.
 * Formula: Satterthwaite's df of 2.0 with max(V_seed, V_res) at its upper 85% limit, V_seed nu / chi2_{.15; nu}, nu =
 *   S_1 + S_0 - 2; never more than the interval's own df, floor 1. The variance and the interval stay as they are.
 * Units: degrees of freedom.
 * Not estimable when: never; without a variance between runs or their df, the interval's own.
 * Source: docs/adr/0014; the limit as in Satterthwaite's approximation itself.
 * Checked against: the share of families with a false finding, by simulation (`docs/calibration.md`).
 */
export function familyDf({ seed, runDf, prompt, residual, otherParts, df }: FamilyVariance): number {
  if (!(seed > 0) || !(runDf > 0)) return df;
  const most = seed * (INFLATIONS[runDf - 1] ?? inflationOf(runDf));
  const variance = Math.max(most - residual, 0) + Math.max(prompt - residual, 0) + residual;
  return Math.min(df, Math.max(1, variance ** 2 / (most ** 2 / runDf + otherParts)));
}

/** Smaller p-values than this are 0 to every reader. */
const LEAST = 1e-300;

/** The p-value of the same t on fewer degrees of freedom; unchanged where they are not fewer. */
export function pValueOnDf(pValue: number, df: number, fewer: number): number {
  if (!(fewer < df) || pValue >= 1) return pValue;
  const t = studentTQuantile(Math.max(pValue, LEAST) / 2, df);
  // A p-value below the least has some larger t, and the larger p-value is on the safe side.
  return Math.max(pValue, studentTTwoSided(t, fewer));
}
