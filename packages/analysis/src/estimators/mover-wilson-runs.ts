import { hasRunVariance, type RunValue } from "../effects/comparison.js";
import { moverWilsonEffect } from "../effects/effective-rates.js";
import { runVariance } from "../effects/run-variance.js";
import { notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

const ratesOf = (runs: readonly RunValue[]) => Float64Array.from(runs, ({ rate }) => rate);

/** Scores of all runs, or null as soon as one run does not say. */
function observationsOf(runs: readonly RunValue[]): number | null {
  return runs.reduce<number | null>(
    (sum, { observations }) => (sum === null || observations === null ? null : sum + observations),
    0,
  );
}

/** The fewest scores of one run: every run answered the same prompts, so no more of them are independent. */
function fewestOf(runs: readonly RunValue[]): number | null {
  const sizes = runs.map(({ observations }) => observations);
  return sizes.reduce<number | null>(
    (least, size) => (least === null || size === null ? null : Math.min(least, size)),
    Number.POSITIVE_INFINITY,
  );
}

/**
 * Question: by how much does the arm's rate differ from its control's over new runs, where only one number a run
 *   is known?
 * Model: V = sum of the variances between runs, Welch df; reported standard errors are never added to it.
 * Formula: MOVER-Wilson on n_a = N_a / deff as in `mover-wilson`, with that V. Where the number of scores is not
 *   reported, N_a is the number of runs: the design effect takes up the unit.
 * Units: rates on [0, 1], or log odds.
 * Not estimable when: an arm has fewer than two runs; prompt-general always; the runs of both arms do not differ
 *   at all and the number of their scores is not reported.
 * Source: as `mover-wilson`; Welch 1947.
 * Checked against: mpmath 1.3.0 (the suite-fixed vectors of `mover-wilson`).
 */
export const moverWilsonRuns: Estimator = {
  id: "mover-wilson-runs",
  accepts: (comparison) => comparison.level !== "samples" && hasRunVariance(comparison),
  estimate: (comparison, question) => {
    if (comparison.level === "samples") return notEstimable("`mover-wilson` is made for samples");
    if (question.target === "prompt-general") {
      return notEstimable("without a score for each sample nothing is known of how prompts differ");
    }
    const { arm, control, binary } = comparison;
    const runs = runVariance(ratesOf(arm), ratesOf(control));
    if ("status" in runs) return runs;
    const scores = { arm: observationsOf(arm), control: observationsOf(control) };
    const fewest = { arm: fewestOf(arm), control: fewestOf(control) };
    const counted = scores.arm !== null && scores.control !== null;
    return moverWilsonEffect(
      {
        arm: { rate: runs.armMean, observations: (counted ? scores.arm : null) ?? arm.length },
        control: {
          rate: runs.controlMean,
          observations: (counted ? scores.control : null) ?? control.length,
        },
        variance: runs.variance,
        df: runs.df,
        whenNothingVaries:
          fewest.arm === null || fewest.control === null
            ? null
            : { arm: fewest.arm, control: fewest.control },
        floored: binary && counted,
      },
      question,
    );
  },
};
