import { armComponents } from "../effects/arm-components.js";
import type { Comparison, RunValue } from "../effects/comparison.js";
import type { EffectQuestion } from "../effects/effect-estimate.js";
import { moverWilsonEffect, type ObservedRate } from "../effects/effective-rates.js";
import type { PooledDesign } from "../effects/pooled-design.js";
import { MINIMUM_CLUSTERS, promptVariance } from "../effects/two-way-components.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

const ONE_RUN = "an arm has one run: how its runs differ is borrowed from the other arms";

/** Both sides, and what arm by prompt adds to their variance beyond the runs. */
interface PooledSides {
  readonly arm: ObservedRate;
  readonly control: ObservedRate;
  /** Variance of each side's mean were its scores independent. */
  readonly independent: number;
  readonly prompt: number;
  readonly fewest: number;
}

function pooledRate(runs: readonly RunValue[]): ObservedRate | null {
  let rate = 0;
  let observations = 0;
  for (const run of runs) {
    if (run.observations === null) return null;
    rate += run.rate / runs.length;
    observations += run.observations;
  }
  return observations > 0 ? { rate, observations } : null;
}

const binomial = ({ rate, observations }: ObservedRate) => (rate * (1 - rate)) / observations;

function fromSamples(
  { pair }: Extract<Comparison, { level: "samples" }>,
  { target }: EffectQuestion,
  { within }: PooledDesign,
): PooledSides | NotEstimable {
  if (target === "prompt-general" && pair.clusters < MINIMUM_CLUSTERS)
    return notEstimable(
      `${pair.clusters} independent clusters of prompts (at least ${MINIMUM_CLUSTERS} needed to speak of other prompts)`,
    );
  const one = armComponents(pair.arm, pair.sizes);
  const zero = armComponents(pair.control, pair.sizes);
  // A side with one run has no residual of its own; leaving it out can only widen the interval.
  const known = (value: number) => (Number.isNaN(value) ? 0 : value);
  const arm = { rate: one.rate, observations: pair.arm.observations };
  const control = { rate: zero.rate, observations: pair.control.observations };
  return {
    arm,
    control,
    independent:
      within === null
        ? binomial(arm) + binomial(control)
        : (within / pair.clusters) * (1 / pair.arm.runs + 1 / pair.control.runs),
    prompt:
      target === "suite-fixed"
        ? 0
        : Math.max(promptVariance(one, zero, pair.sizes) - known(one.residual) - known(zero.residual), 0),
    fewest: Math.min(pair.arm.runs, pair.control.runs),
  };
}

function fromCounts(
  comparison: Exclude<Comparison, { level: "samples" }>,
  { target }: EffectQuestion,
): PooledSides | NotEstimable {
  if (target === "prompt-general")
    return notEstimable("without a score for each sample nothing is known of how prompts differ");
  const arm = pooledRate(comparison.arm);
  const control = pooledRate(comparison.control);
  if (arm === null || control === null) return notEstimable("one side has no counts");
  return {
    arm,
    control,
    independent: binomial(arm) + binomial(control),
    prompt: 0,
    fewest: Math.min(comparison.arm.length, comparison.control.length),
  };
}

/**
 * Question: by how much does the arm's rate differ from its control's, if runs differ alike in all arms?
 * Model: one design effect phi for all arms measured at the moment; a registered sharpening, shown beside the
 *   default. Where one arm's runs differ far more than the others', it covers far less than it says.
 * Formula: V = phi (p1 q1 / N1 + p0 q0 / N0) + max(V_prompt - V_res, 0); df = sum over all arms of (S_a - 1); then
 *   MOVER-Wilson as in `mover-wilson`. Graded scores: the variance within runs, pooled over arms, in place of p q.
 *   V = 0: n_a = N_a / phi.
 * Units: rates on [0, 1], or log odds.
 * Not estimable when: phi is not (see `pooled-design.ts`); prompt-general below sample level or with fewer than five
 *   clusters; log odds with both rates at the same end.
 * Source: Williams 1982; Newcombe 1998, method 10.
 * Checked against: numpy 1.24 and scipy 1.10.1, written again from the formulae (`effects.json`).
 */
export const pooledDesignEffect: Estimator = {
  id: "pooled-design-effect",
  accepts: ({ level }) => level === "samples" || level === "counts",
  estimate: (comparison, question) => {
    if (comparison.level !== "samples" && comparison.level !== "counts")
      return notEstimable("it needs a score for each sample, or counts");
    const design = question.pooled?.() ?? notEstimable("nothing is known of the other arms");
    if ("status" in design) return design;
    const sides =
      comparison.level === "samples"
        ? fromSamples(comparison, question, design)
        : fromCounts(comparison, question);
    if ("status" in sides) return sides;
    const { arm, control, independent, prompt, fewest } = sides;
    const { phi, df, within } = design;
    const found = moverWilsonEffect(
      {
        arm,
        control,
        variance: phi * independent + prompt,
        df,
        whenNothingVaries: { arm: arm.observations / phi, control: control.observations / phi },
        floored: within === null,
      },
      question,
    );
    return found.status === "estimated" && fewest < 2 ? { ...found, reason: ONE_RUN } : found;
  },
};
