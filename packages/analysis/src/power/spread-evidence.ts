import { controlOf, type Eval, type EvidenceOutcome, primaryMetric } from "@holdfast/core";
import { chiSquaredQuantile } from "../distributions/chi-squared.js";
import { armComponents, sampleVariance } from "../effects/arm-components.js";
import { crossArms, crossedPair } from "../effects/crossed-pair.js";
import { MINIMUM_CLUSTERS, promptVariance } from "../effects/two-way-components.js";
import { rangeOf } from "../findings/contrast.js";
import type { ArmMoment } from "../measure/arm-moment.js";
import { matrixOfUnits } from "../measure/comparison-of.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { judgesAt, momentsAt, type SpreadPlace } from "./spread-moments.js";
import { addMean, addTo, type EstimatedVariance, emptyPool, type Pool, pooled } from "./variance-pool.js";

const UPPER_LEVEL = 0.9;

/** What the outcomes of one stage say about how scores vary; a part that they do not show is null. */
export interface SpreadEvidence {
  readonly stage: string;
  readonly judge: string;
  /** `atMost`: a 90% upper limit. */
  readonly seed: (EstimatedVariance & { readonly atMost: number }) | null;
  readonly seedByPrompt: EstimatedVariance | null;
  readonly score: EstimatedVariance | null;
  readonly armByPrompt: EstimatedVariance | null;
  /** Scores behind a prompt of one checkpoint. */
  readonly epochs: number | null;
  readonly prompts: number | null;
}

/** Variance of single scores around the mean of their prompt, over prompts with two scores or more. */
function addScoreVariance(pool: Pool, { evidence }: EvidenceOutcome): void {
  if (evidence.level !== "samples" || evidence.epochs < 2) return;
  const { score, epochs } = evidence;
  let squares = 0;
  let df = 0;
  for (let start = 0; start < score.length; start += epochs) {
    let count = 0;
    let mean = 0;
    let own = 0;
    for (let index = start; index < start + epochs; index += 1) {
      const value = score[index] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      count += 1;
      const step = value - mean;
      mean += step / count;
      own += step * (value - mean);
    }
    if (count < 2) continue;
    squares += own;
    df += count - 1;
  }
  if (df > 0) addTo(pool, squares / df, df);
}

interface Pools {
  readonly seed: Pool;
  /** What differs between runs, before the part of prompts and scores is taken off. */
  readonly between: Pool;
  readonly seedByPrompt: Pool;
  readonly score: Pool;
  readonly armByPrompt: Pool;
  /** Scores behind a prompt of one checkpoint, and behind a prompt of a run with all its branches. */
  epochs: number[];
  cellScores: number[];
  prompts: number;
}

const emptyPools = (): Pools => ({
  seed: emptyPool(),
  between: emptyPool(),
  seedByPrompt: emptyPool(),
  score: emptyPool(),
  armByPrompt: emptyPool(),
  epochs: [],
  cellScores: [],
  prompts: 0,
});

const POOLED = ["seed", "between", "seedByPrompt", "score", "armByPrompt"] as const;

/** One arm's moments under one judge are the same runs: they count once. */
function addArmMoments(pools: Pools, moments: readonly Pools[]): void {
  for (const name of POOLED)
    addMean(
      pools[name],
      moments.map((moment) => moment[name]),
    );
  for (const { epochs, cellScores, prompts } of moments) {
    pools.epochs.push(...epochs);
    pools.cellScores.push(...cellScores);
    pools.prompts = Math.max(pools.prompts, prompts);
  }
}

/** Runs of which the rate alone is known: what their counts do not explain is the seeds', all of it without counts. */
function addRates(pools: Pools, { units }: ArmMoment, binary: boolean): void {
  const runs = units.length;
  const values = units.map(({ measured }) => measured.value);
  const rate = values.reduce((sum, value) => sum + value.rate, 0) / runs;
  let within = 0;
  let scores = 0;
  for (const { observations } of values) {
    if (!binary || observations === null) {
      within = 0;
      scores = 0;
      break;
    }
    within += (rate * (1 - rate)) / observations / runs;
    scores += observations;
  }
  const between = sampleVariance(Float64Array.from(values, (value) => value.rate));
  addTo(pools.seed, between - within, runs - 1);
  addTo(pools.between, between, runs - 1);
  if (scores > 0) addTo(pools.score, rate * (1 - rate), scores - runs);
}

/** One arm at one moment, on [0, 1]. */
function addArm(pools: Pools, moment: ArmMoment, clusterOf: Int32Array, binary: boolean): void {
  const { units } = moment;
  const runs = units.length;
  if (runs < 2) return;
  const matrix = matrixOfUnits(units, clusterOf.length);
  const crossed = matrix.runs === runs ? crossArms([matrix], clusterOf) : undefined;
  const [arm] = crossed === undefined || "status" in crossed ? [] : crossed.arms;
  if (crossed === undefined || "status" in crossed || arm === undefined) {
    addRates(pools, moment, binary);
    return;
  }
  const { seed, residual } = armComponents(arm, crossed.sizes);
  const within = Number.isNaN(residual) ? 0 : residual;
  addTo(pools.seed, (seed - within) * runs, runs - 1);
  addTo(pools.between, seed * runs, runs - 1);
  addTo(pools.seedByPrompt, within * runs * crossed.prompts, (runs - 1) * (crossed.sizes.length - 1));
  const checkpoints = units.reduce((sum, { branches }) => sum + branches, 0);
  pools.epochs.push(arm.observations / (checkpoints * crossed.prompts));
  pools.cellScores.push(arm.observations / (runs * crossed.prompts));
  pools.prompts = Math.max(pools.prompts, crossed.prompts);
}

/** The seeds' variance with its limit: that of the mean squares between runs, less the same part of prompts and scores. */
function seedVariance({ seed, between }: Pools, factor: number): SpreadEvidence["seed"] {
  const estimate = pooled(seed, factor);
  const total = pooled(between, factor);
  if (estimate === null || total === null) return null;
  const limit = (total.variance * total.df) / chiSquaredQuantile(1 - UPPER_LEVEL, total.df);
  const within = (between.sum / between.df - seed.sum / seed.df) * factor;
  return { ...estimate, atMost: Math.max(estimate.variance, limit - within) };
}

function addPair(pools: Pools, arm: ArmMoment, control: ArmMoment, clusterOf: Int32Array): void {
  const [one, zero] = [arm, control].map(({ units }) => matrixOfUnits(units, clusterOf.length));
  if (one === undefined || zero === undefined || one.runs < 2 || zero.runs < 2) return;
  const pair = crossedPair(one, zero, clusterOf);
  if ("status" in pair || pair.clusters < MINIMUM_CLUSTERS) return;
  const [armPart, controlPart] = [
    armComponents(pair.arm, pair.sizes),
    armComponents(pair.control, pair.sizes),
  ];
  const over = promptVariance(armPart, controlPart, pair.sizes);
  addTo(
    pools.armByPrompt,
    (over - armPart.residual - controlPart.residual) * pair.prompts,
    pair.clusters - 1,
  );
}

const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? null;

function spreadAt(index: EvidenceIndex, place: SpreadPlace): SpreadEvidence | null {
  const { ablation } = index;
  const { value, metric, stage } = place;
  const clusterOf = index.clusterOf(value.id);
  const pools = emptyPools();
  const moments = momentsAt(index, place);
  for (const [name, own] of moments) {
    const control = moments.get(controlOf(ablation, name) ?? "");
    const parts = [...own].map(([key, moment]): Pools => {
      const part = emptyPools();
      addArm(part, moment, clusterOf, metric.scale.kind === "binary");
      if (moment.units.length > 0) for (const used of moment.outcomes) addScoreVariance(part.score, used);
      const zero = control?.get(key);
      if (zero !== undefined) addPair(part, moment, zero, clusterOf);
      return part;
    });
    addArmMoments(pools, parts);
  }
  const square = rangeOf(metric) ** 2;
  const seed = seedVariance(pools, square);
  if (seed === null) return null;
  const cells = pooled(pools.seedByPrompt, square);
  const score = pooled(pools.score, 1);
  const behind = middle(pools.cellScores) ?? 1;
  return {
    stage,
    judge: place.judge,
    seed,
    // What the scores explain of the spread of cells is not the seeds'; unsplit, all of it is.
    seedByPrompt:
      cells === null
        ? null
        : { ...cells, variance: Math.max(0, cells.variance - (score?.variance ?? 0) / behind) },
    score,
    armByPrompt: pooled(pools.armByPrompt, square),
    epochs: middle(pools.epochs),
    prompts: pools.prompts === 0 ? null : pools.prompts,
  };
}

/**
 * Question: how do the scores of an eval vary between seeds, prompts and single scores, as the outcomes show it?
 * Model: as `two-way-components.ts`, in every arm with two runs or more, under the first judge by name; checkpoints
 *   and conditions of one arm share its runs: their variances are averaged on the df of one, and arms pooled by df.
 * Formula: seed = MS_seed - MS_res / P; seed by prompt = MS_res - score / E; score = variance within cells;
 *   arm by prompt = P (V_prompt - V_res); what chance makes negative is 0.
 * Units: squares of the metric's own unit.
 * Not estimable when: no arm has two runs at any stage; null then. Counts: scores by p (1 - p), the rest the seeds'.
 *   Below that only the seeds' part is, and holds all that differs between runs.
 * Source: crossed two-way analysis of variance.
 * Checked against: the deviations that simulated outcomes were made with.
 */
export function spreadEvidence(index: EvidenceIndex, value: Eval): SpreadEvidence | null {
  const metric = primaryMetric(value);
  for (const { name } of [...index.ablation.stages].reverse()) {
    for (const judge of judgesAt(index, value, metric, name)) {
      const found = spreadAt(index, { value, metric, stage: name, judge });
      if (found !== null) return found;
    }
  }
  return null;
}
