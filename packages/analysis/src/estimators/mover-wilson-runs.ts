import { hasRunVariance } from "../effects/comparison.js";
import { moverWilsonEffect } from "../effects/effective-rates.js";
import { ratesOfRuns } from "../effects/rates-of-runs.js";
import { notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

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
    const rates = ratesOfRuns(comparison);
    return "status" in rates ? rates : moverWilsonEffect(rates, question);
  },
};
