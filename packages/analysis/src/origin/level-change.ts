import type { Target } from "@holdfast/core";
import { type ArmComponents, armComponents, sampleVariance } from "../effects/arm-components.js";
import type { RunValue } from "../effects/comparison.js";
import type { CrossedArm } from "../effects/crossed-pair.js";
import { MINIMUM_CLUSTERS, type VarianceEstimate } from "../effects/two-way-components.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";

/** One arm at two stages on shared prompts; runs are in the same order, or `from` is one checkpoint that all share. */
export interface CrossedChange {
  readonly from: CrossedArm;
  readonly to: CrossedArm;
  readonly sizes: Float64Array;
}

/** Each run's change in each cluster: a shared start is the same for every run. */
export function changeScores({ from, to, sizes }: CrossedChange): CrossedArm {
  const clusters = sizes.length;
  const isShared = from.runs === 1;
  const means = to.means.map((mean, cell) => mean - (from.means[isShared ? cell % clusters : cell] ?? 0));
  return { runs: to.runs, means, observations: to.observations };
}

/** Variance over prompts of one arm's mean: clusters weighted by their share of the prompts. */
function promptPart({ clusterMeans, rate }: ArmComponents, sizes: Float64Array): number {
  const clusters = sizes.length;
  let prompts = 0;
  for (const size of sizes) prompts += size;
  const weighted = clusterMeans.map(
    (mean, cluster) => (clusters * (sizes[cluster] ?? 0) * (mean - rate)) / prompts,
  );
  return sampleVariance(weighted) / clusters;
}

/** Binomial variance of a rate. */
export function spreadOf(rate: number, observations: number): number {
  return (rate * (1 - rate)) / observations;
}

/** What one score more or less could move: the start's where it is shared, and both where one run is all there is. */
function scorePart(change: CrossedChange, runs: number): number {
  const own = (arm: CrossedArm) => spreadOf(armComponents(arm, change.sizes).rate, arm.observations);
  if (runs < 2) return own(change.from) + own(change.to);
  return change.from.runs === 1 ? own(change.from) : 0;
}

function degrees(variance: number, parts: number, otherwise: number): number {
  return parts > 0 && variance > 0 ? Math.max(1, variance ** 2 / parts) : Math.max(1, otherwise);
}

/**
 * Question: how far would one arm's change between two stages move with other runs, and with other prompts?
 * Model: change scores of each run on each prompt, two-way; a start that all runs share has no variance between runs.
 * Formula: V = (MS_seed/S - V_res)+ + (V_prompt - V_res)+ + V_res of the change scores; suite-fixed MS_seed/S, with the
 *   binomial variance of a shared start added. One run: V_prompt of the change scores, or both binomial variances.
 * Units: squares of rates on [0, 1].
 * Not estimable when: prompt-general with fewer than five clusters.
 * Source: statistics of this project, 2.0; Satterthwaite 1946.
 * Checked against: `arm-level` on the change scores; R 4.2.2 paired `t.test` for runs alone.
 */
export function changeVariance(change: CrossedChange, target: Target): VarianceEstimate | NotEstimable {
  const { sizes } = change;
  const clusters = sizes.length;
  const components = armComponents(changeScores(change), sizes);
  const { runs, seed, residual } = components;
  if (target === "suite-fixed") {
    const scores = scorePart(change, runs);
    if (runs < 2) return { variance: scores, df: Number.POSITIVE_INFINITY };
    const variance = seed + scores;
    return { variance, df: degrees(variance, seed ** 2 / (runs - 1), runs - 1) };
  }
  if (clusters < MINIMUM_CLUSTERS)
    return notEstimable(
      `${clusters} independent cluster${clusters === 1 ? "" : "s"} of prompts (at least ${MINIMUM_CLUSTERS} needed to speak of other prompts)`,
    );
  const prompt = promptPart(components, sizes);
  if (runs < 2) return { variance: prompt, df: clusters - 1 };
  const variance = Math.max(seed - residual, 0) + Math.max(prompt - residual, 0) + residual;
  const parts =
    seed ** 2 / (runs - 1) + prompt ** 2 / (clusters - 1) + residual ** 2 / ((runs - 1) * (clusters - 1));
  return { variance, df: degrees(variance, parts, runs - 1) };
}

/** Two levels on [0, 1], the scores behind them, and the variance of their difference. */
export interface LevelChange extends VarianceEstimate {
  readonly from: { readonly rate: number; readonly observations: number };
  readonly to: { readonly rate: number; readonly observations: number };
  /** Independent prompts; null where they are not known. */
  readonly clusters: number | null;
  readonly isRecipe: boolean;
  /** Prompts that one of the stages has, and the other has not. */
  readonly dropped: number;
}

/** The change at sample level. */
export function crossedLevelChange(
  change: CrossedChange & { readonly dropped: number },
  target: Target,
): LevelChange | NotEstimable {
  const found = changeVariance(change, target);
  if ("status" in found) return found;
  const level = (arm: CrossedArm) => ({
    rate: armComponents(arm, change.sizes).rate,
    observations: arm.observations,
  });
  return {
    ...found,
    from: level(change.from),
    to: level(change.to),
    clusters: change.sizes.length,
    isRecipe: change.to.runs >= 2,
    dropped: change.dropped,
  };
}

function meanRate(values: readonly RunValue[]): number {
  return values.reduce((sum, { rate }) => sum + rate, 0) / values.length;
}

/** Variance of a mean of values from what was reported of each; null where one says nothing. */
export function reportedPart(values: readonly RunValue[]): number | null {
  const total = values.reduce<number | null>((sum, { rate, observations, standardError }) => {
    const own =
      observations !== null
        ? spreadOf(rate, observations)
        : standardError === null
          ? null
          : standardError ** 2;
    return sum === null || own === null ? null : sum + own;
  }, 0);
  return total === null ? null : total / values.length ** 2;
}

/** Without reported sizes the number of values stands for them: the design effect takes up the unit. */
function sizeOf(values: readonly RunValue[]): number {
  const total = values.reduce<number | null>(
    (sum, { observations }) => (sum === null || observations === null ? null : sum + observations),
    0,
  );
  return total ?? values.length;
}

/** The change where one number a run is known: over runs, or as reported where one run is all there is. */
export function valueLevelChange(
  from: readonly RunValue[],
  to: readonly RunValue[],
  isShared: boolean,
  target: Target,
): LevelChange | NotEstimable {
  if (target === "prompt-general")
    return notEstimable("without a score for each sample nothing is known of how prompts differ");
  if (from.length === 0 || to.length === 0) return notEstimable("no run has both stages");
  const isRecipe = to.length >= 2;
  const start = from[0]?.rate ?? 0;
  const changes = Float64Array.from(
    to,
    ({ rate }, run) => rate - (isShared ? start : (from[run]?.rate ?? 0)),
  );
  const seed = isRecipe ? sampleVariance(changes) / to.length : 0;
  const reported = isRecipe ? (isShared ? reportedPart(from) : 0) : null;
  const single = isRecipe ? 0 : (reportedPart(from) ?? Number.NaN) + (reportedPart(to) ?? Number.NaN);
  const variance = isRecipe ? seed + (reported ?? 0) : single;
  return {
    variance,
    df: isRecipe ? degrees(variance, seed ** 2 / (to.length - 1), to.length - 1) : Number.POSITIVE_INFINITY,
    from: { rate: meanRate(from), observations: sizeOf(from) },
    to: { rate: meanRate(to), observations: sizeOf(to) },
    clusters: null,
    isRecipe,
    dropped: 0,
  };
}
