import { armComponents, sampleVariance } from "../effects/arm-components.js";
import type { Comparison, RunValue } from "../effects/comparison.js";
import type { CrossedPair } from "../effects/crossed-pair.js";
import type { EffectQuestion } from "../effects/effect-estimate.js";
import { moverWilsonEffect, type RatesWithVariance } from "../effects/effective-rates.js";
import { familyDf } from "../effects/family-df.js";
import { borrowedSizes } from "../effects/pooled-design.js";
import { MINIMUM_CLUSTERS } from "../effects/two-way-components.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

const ONE_PAIR =
  "fewer than two seeds were trained in both arms, so nothing is known of how their differences vary";

/** The design of one arm whose cells are the differences of the two sides, seed by seed. */
function differences({ arm, control, sizes }: CrossedPair) {
  const means = arm.means.map((mean, cell) => mean - (control.means[cell] ?? 0));
  return armComponents({ runs: arm.runs, means, observations: arm.observations }, sizes);
}

function fromSamples(
  { pair, binary }: Extract<Comparison, { level: "samples" }>,
  { target, pooled }: EffectQuestion,
): RatesWithVariance | NotEstimable {
  const { clusters, sizes } = pair;
  if (target === "prompt-general" && clusters < MINIMUM_CLUSTERS)
    return notEstimable(
      `${clusters} independent clusters of prompts (at least ${MINIMUM_CLUSTERS} needed to speak of other prompts)`,
    );
  const one = armComponents(pair.arm, sizes);
  const zero = armComponents(pair.control, sizes);
  const { runs, rate, seed, residual, clusterMeans } = differences(pair);
  let { variance, df, inFamily } = { variance: seed, df: runs - 1, inFamily: runs - 1 };
  if (target === "prompt-general") {
    const prompts = sizes.reduce((sum, size) => sum + size, 0);
    const weighted = clusterMeans.map(
      (mean, cluster) => (clusters * (sizes[cluster] ?? 0) * (mean - rate)) / prompts,
    );
    const prompt = sampleVariance(weighted) / clusters;
    variance = Math.max(seed - residual, 0) + Math.max(prompt - residual, 0) + residual;
    const otherParts = prompt ** 2 / (clusters - 1) + residual ** 2 / ((runs - 1) * (clusters - 1));
    const parts = seed ** 2 / (runs - 1) + otherParts;
    if (variance > 0 && parts > 0) df = Math.max(1, variance ** 2 / parts);
    inFamily = familyDf({
      seed: Math.max(seed, residual),
      runDf: runs - 1,
      prompt,
      residual,
      otherParts,
      df,
    });
  }
  const borrowed = variance > 0 || !binary ? null : borrowedSizes(pair, pooled);
  return {
    arm: { rate: one.rate, observations: pair.arm.observations },
    control: { rate: zero.rate, observations: pair.control.observations },
    variance,
    df: borrowed?.df ?? df,
    familyDf: borrowed === null ? inFamily : undefined,
    whenNothingVaries: borrowed ?? { arm: clusters, control: clusters },
    floored: binary,
  };
}

function fromRuns(
  { arm, control, binary }: Exclude<Comparison, { level: "samples" }>,
  { target }: EffectQuestion,
): RatesWithVariance | NotEstimable {
  if (target === "prompt-general")
    return notEstimable("without a score for each sample nothing is known of how prompts differ");
  const pairs = arm.length;
  const variance =
    sampleVariance(Float64Array.from(arm, ({ rate }, index) => rate - (control[index]?.rate ?? 0))) / pairs;
  const side = (runs: readonly RunValue[]) => {
    const sizes = runs.flatMap(({ observations }) => (observations === null ? [] : [observations]));
    return {
      rate: runs.reduce((sum, { rate }) => sum + rate / runs.length, 0),
      observations: sizes.length === runs.length ? sizes.reduce((sum, size) => sum + size, 0) : runs.length,
      fewest: sizes.length === runs.length ? Math.min(...sizes) : null,
    };
  };
  const [one, zero] = [side(arm), side(control)];
  return {
    arm: one,
    control: zero,
    variance,
    df: pairs - 1,
    whenNothingVaries:
      one.fewest === null || zero.fewest === null ? null : { arm: one.fewest, control: zero.fewest },
    floored: binary && one.fewest !== null && zero.fewest !== null,
  };
}

/**
 * Question: by how much does the arm's rate differ from its control's, where runs of one seed share what the seed
 *   fixes and the plan pairs them?
 * Model: differences seed by seed, crossed with prompts, as one arm of the two-way design.
 * Formula: D_si = y_1si - y_0si; suite-fixed V = MS_seed(D) / S with S - 1 df; prompt-general
 *   V = (V_seed - V_res)+ + (V_prompt - V_res)+ + V_res of D, Satterthwaite df, floor 1; then MOVER-Wilson as in
 *   `mover-wilson`.
 * Units: rates on [0, 1], or log odds.
 * Not estimable when: fewer than two seeds are in both arms; prompt-general below sample level or with fewer than
 *   five clusters; log odds with both rates at the same end.
 * Source: paired design; Newcombe 1998, method 10.
 * Checked against: R 4.2.2 `t.test(paired = TRUE)` (variance and df).
 */
export const pairedBySeed: Estimator = {
  id: "paired-by-seed",
  accepts: (comparison) => comparison.paired === true,
  estimate: (comparison, question) => {
    if (comparison.paired !== true) return notEstimable("the plan does not pair runs by seed");
    const pairs = comparison.level === "samples" ? comparison.pair.arm.runs : comparison.arm.length;
    if (pairs < 2) return notEstimable(ONE_PAIR);
    const rates =
      comparison.level === "samples" ? fromSamples(comparison, question) : fromRuns(comparison, question);
    return "status" in rates ? rates : moverWilsonEffect(rates, question);
  },
};
