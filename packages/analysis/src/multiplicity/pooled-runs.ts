import { type NotEstimable, notEstimable } from "../not-estimable.js";

const ROUNDING = 1e-24;

/** Arms against one control with the variance of all arms together. */
export interface PooledContrasts {
  readonly df: number;
  readonly contrasts: readonly {
    readonly estimate: number;
    readonly standardError: number;
    readonly t: number;
    readonly runs: number;
    readonly controlRuns: number;
  }[];
}

/**
 * Question: by how much do the run means of several arms differ from their control's, with one variance for all?
 * Model: run means are normal with one variance in every arm.
 * Formula: d_a = ybar_a - ybar_0; s^2 = sum of squares within arms / sum (S_a - 1); se_a = s sqrt(1/S_a + 1/S_0).
 * Units: those of the values.
 * Not estimable when: no arm has two runs; no run differs from its arm; a side has no run.
 * Source: one-way analysis of variance.
 * Checked against: R 4.2.2 multcomp 1.4-22 `glht`.
 */
export function pooledRuns(
  arms: readonly (readonly number[])[],
  control: readonly number[],
): PooledContrasts | NotEstimable {
  const all = [control, ...arms];
  if (all.some((runs) => runs.length === 0)) return notEstimable("an arm has no run");
  const means = all.map((runs) => runs.reduce((sum, value) => sum + value / runs.length, 0));
  let squares = 0;
  let df = 0;
  all.forEach((runs, arm) => {
    df += runs.length - 1;
    for (const value of runs) squares += (value - (means[arm] ?? 0)) ** 2;
  });
  if (df === 0) return notEstimable("no arm has two runs");
  // What rounding leaves of 0 is 0.
  if (!(squares > ROUNDING * df * Math.max(1, ...means.map((mean) => mean * mean))))
    return notEstimable("no run differs from the others of its arm");
  const [controlMean = 0, ...armMeans] = means;
  return {
    df,
    contrasts: arms.map((runs, arm) => {
      const estimate = (armMeans[arm] ?? 0) - controlMean;
      const standardError = Math.sqrt((squares / df) * (1 / runs.length + 1 / control.length));
      return {
        estimate,
        standardError,
        t: estimate / standardError,
        runs: runs.length,
        controlRuns: control.length,
      };
    }),
  };
}
