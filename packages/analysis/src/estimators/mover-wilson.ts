import { hasRunVariance } from "../effects/comparison.js";
import { moverWilsonEffect } from "../effects/effective-rates.js";
import { ratesOfSamples } from "../effects/rates-of-samples.js";
import { notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

/**
 * Question: by how much does the arm's rate differ from its control's, over new runs (suite-fixed) or over new
 *   runs and new prompts (prompt-general)?
 * Model: crossed runs and prompts; variance and df from the two arms alone (Satterthwaite).
 * Formula: deff = max(1, V / (p1 q1/N1 + p0 q0/N0)); n_a = N_a / deff; Wilson limits at t_df on n_a;
 *   square-and-add; p by inverting the same interval. Log odds: the same on the logits of the limits.
 *   V = 0: with both arms at an end of the scale n_a = N_a / phi with the design effect of all arms together (t on
 *   their df); within the scale, or where no arm lets phi be estimated, the number of clusters. Graded scores: no floor at 1, and always the number of clusters.
 * Units: rates on [0, 1], or log odds.
 * Not estimable when: an arm has one run; prompt-general with fewer than five clusters; log odds with both rates
 *   at the same end.
 * Source: Wilson 1927; Newcombe 1998, method 10; Zou and Donner 2008; Satterthwaite 1946.
 * Checked against: mpmath 1.3.0, written again from the formulae; coverage by simulation (`coverage.test.ts`).
 */
export const moverWilson: Estimator = {
  id: "mover-wilson",
  accepts: (comparison) => comparison.level === "samples" && hasRunVariance(comparison),
  estimate: (comparison, question) => {
    if (comparison.level !== "samples") return notEstimable("it needs a score for each sample");
    const rates = ratesOfSamples(comparison, question);
    return "status" in rates ? rates : moverWilsonEffect(rates, question);
  },
};
