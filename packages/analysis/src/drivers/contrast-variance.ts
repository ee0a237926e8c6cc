import { addCovariance, positivePart, type StageCovariance } from "../durability/covariance.js";
import { settled } from "../effects/arm-components.js";
import { familyDf } from "../effects/family-df.js";
import { MINIMUM_CLUSTERS, type VarianceEstimate } from "../effects/two-way-components.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { ArmSet, ContrastArm } from "./arm-set.js";

/** Whether each arm keeps its own run variance (`welch`), or all share the mean square within arms (`pooled`). */
export type VarianceMethod = "pooled" | "welch";

/** Variances of a contrast for both targets. */
export interface ContrastVariance {
  readonly suiteFixed: VarianceEstimate | NotEstimable;
  readonly promptGeneral: VarianceEstimate | NotEstimable;
}

const ONE_RUN = "an arm of the contrast has one run, so nothing is known of how its runs differ";
const NO_RUNS = "no arm has two runs, so nothing is known of how runs differ";
const BELOW = "without a score for each sample nothing is known of how prompts differ";

/** Each arm's MS_seed / S and MS_res / (S P), its own or from the mean squares of all arms. */
interface ArmVariance {
  readonly seed: number;
  readonly residual: number;
}

function armVariances(arms: readonly ContrastArm[], method: VarianceMethod): readonly ArmVariance[] {
  if (method === "welch") return arms;
  let df = 0;
  let seed = 0;
  let residual = 0;
  for (const arm of arms) {
    if (arm.runs < 2) continue;
    df += arm.runs - 1;
    seed += (arm.runs - 1) * arm.seed * arm.runs;
    residual += (arm.runs - 1) * arm.residual * arm.runs;
  }
  return arms.map(({ runs }) => ({ seed: seed / df / runs, residual: residual / df / runs }));
}

/** Products that cancel leave this share of themselves behind. */
const ROUNDING = 1e-13;

/** One contrast times the other over the prompts' matrix; rounding is no variance. */
function promptPart({ prompts }: ArmSet, one: ArrayLike<number>, other: ArrayLike<number>): number {
  const count = one.length;
  let sum = 0;
  let size = 0;
  for (let row = 0; row < count; row += 1) {
    const left = one[row] ?? 0;
    if (left === 0) continue;
    for (let column = 0; column < count; column += 1) {
      const part = left * (other[column] ?? 0) * (prompts[row * count + column] ?? 0);
      sum += part;
      size += Math.abs(part);
    }
  }
  return Math.abs(sum) <= ROUNDING * size ? 0 : sum;
}

function standIns(arms: readonly ContrastArm[], one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (const [index, { standIn = 0 }] of arms.entries())
    sum += (one[index] ?? 0) * (other[index] ?? 0) * standIn;
  return sum;
}

const square = (value: number) => value * value;

/** V^2 / sum of squares over df, floor 1. */
function satterthwaite(variance: number, parts: number, most: number): number {
  return variance > 0 && parts > 0 ? Math.max(1, square(variance) / parts) : Math.max(1, most);
}

/**
 * Question: how far would a contrast of arms, sum of w_a times the mean of arm a, move with other runs and prompts?
 * Model: runs nested in arms, prompts crossed with all of them; `welch`: each arm its own run variance, `pooled`: one.
 * Formula: V_seed = sum w_a^2 MS_seed,a / S_a; V_prompt = variance over prompts of sum w_a ybar_a.i, over P;
 *   V_res = sum w_a^2 MS_res,a / (S_a P); prompt-general (V_seed - V_res)+ + (V_prompt - V_res)+ + V_res; Satterthwaite
 *   df, floor 1. Pooled mean squares have sum (S - 1) df. With equal runs and |w_a| both methods give one variance.
 * Units: squares of the arms' unit.
 * Not estimable when: `welch` and an arm with weight has one run; `pooled` and every arm has; prompt-general below sample
 *   level or with fewer than five clusters.
 * Source: statistics of this project, 2.0 and 2.2; Satterthwaite 1946.
 * Checked against: `two-way-components` for a pair; R 4.2.2 `lm` (pooled) and `oneway` contrasts by hand (welch).
 */
export function contrastVariance(
  set: ArmSet,
  weights: ArrayLike<number>,
  method: VarianceMethod,
): ContrastVariance {
  const { arms, sizes } = set;
  const missing = variancesMissing(arms, weights, method);
  if (missing !== null) return { suiteFixed: missing, promptGeneral: missing };
  const own = armVariances(arms, method);
  const pooledDf = arms.reduce((sum, { runs }) => sum + Math.max(0, runs - 1), 0);
  let seed = 0;
  let guarded = 0;
  let residual = 0;
  let seedParts = 0;
  let residualParts = 0;
  let weightedDf = 0;
  arms.forEach(({ runs }, index) => {
    const factor = square(weights[index] ?? 0);
    if (factor === 0) return;
    const part = factor * (own[index]?.seed ?? Number.NaN);
    const left = factor * (own[index]?.residual ?? Number.NaN);
    seed += part;
    guarded += Math.max(part, left);
    residual += left;
    seedParts += square(part) / (runs - 1);
    residualParts += square(left) / (runs - 1);
    weightedDf += runs - 1;
  });
  if (method === "pooled") {
    seedParts = square(seed) / pooledDf;
    residualParts = square(residual) / pooledDf;
    weightedDf = pooledDf;
  }
  const standIn = standIns(arms, weights, weights);
  const clusterDf = Math.max(1, sizes.length - 1);
  const standInParts = square(standIn) / clusterDf;
  const runs = settled(seed) + standIn;
  const suiteFixed = { variance: runs, df: satterthwaite(runs, seedParts + standInParts, weightedDf) };
  const few = clustersMissing(sizes);
  if (few !== null) return { suiteFixed, promptGeneral: few };
  const prompt = settled(promptPart(set, weights, weights));
  const variance = Math.max(seed - residual, 0) + Math.max(prompt - residual, 0) + residual + standIn;
  const otherParts = square(prompt) / clusterDf + residualParts / clusterDf + standInParts;
  const df = satterthwaite(variance, seedParts + otherParts, weightedDf);
  const parts = { seed: guarded, runDf: weightedDf, prompt, residual: residual + standIn, otherParts, df };
  return {
    suiteFixed,
    promptGeneral: { variance: settled(variance), df, familyDf: familyDf(parts) },
  };
}

function variancesMissing(
  arms: readonly ContrastArm[],
  weights: ArrayLike<number>,
  method: VarianceMethod,
): NotEstimable | null {
  if (method === "pooled") return arms.some(({ runs }) => runs >= 2) ? null : notEstimable(NO_RUNS);
  return arms.some(({ runs }, index) => (weights[index] ?? 0) !== 0 && runs < 2)
    ? notEstimable(ONE_RUN)
    : null;
}

function clustersMissing({ length }: Float64Array): NotEstimable | null {
  if (length === 0) return notEstimable(BELOW);
  if (length >= MINIMUM_CLUSTERS) return null;
  return notEstimable(
    `${length} independent cluster${length === 1 ? "" : "s"} of prompts (at least ${MINIMUM_CLUSTERS} needed to speak of other prompts)`,
  );
}

/** What the arms' own variances of one kind come to in two contrasts; an arm without weight is not asked. */
function armPart(
  own: readonly ArmVariance[],
  kind: keyof ArmVariance,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): StageCovariance {
  let [from, to, cross] = [0, 0, 0];
  for (const [index, variance] of own.entries()) {
    const [one, other] = [first[index] ?? 0, second[index] ?? 0];
    if (one !== 0) from += one * one * variance[kind];
    if (other !== 0) to += other * other * variance[kind];
    if (one !== 0 && other !== 0) cross += one * other * variance[kind];
  }
  return { from, to, cross };
}

/**
 * Variances and covariance of two contrasts over the same arms, each part of the model made positive semidefinite as
 * in 2.0: `from` is the first contrast, `to` the second.
 */
export function contrastCovariance(
  set: ArmSet,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  method: VarianceMethod,
): {
  readonly suiteFixed: StageCovariance | NotEstimable;
  readonly promptGeneral: StageCovariance | NotEstimable;
} {
  const { arms, sizes } = set;
  const missing = variancesMissing(arms, first, method) ?? variancesMissing(arms, second, method);
  if (missing !== null) return { suiteFixed: missing, promptGeneral: missing };
  const own = armVariances(arms, method);
  const standIn = {
    from: standIns(arms, first, first),
    to: standIns(arms, second, second),
    cross: standIns(arms, first, second),
  };
  const seed = armPart(own, "seed", first, second);
  const suiteFixed = addCovariance(seed, standIn);
  const few = clustersMissing(sizes);
  if (few !== null) return { suiteFixed, promptGeneral: few };
  const residual = armPart(own, "residual", first, second);
  const prompt = {
    from: promptPart(set, first, first),
    to: promptPart(set, second, second),
    cross: promptPart(set, first, second),
  };
  const runs = positivePart(addCovariance(seed, residual, -1));
  const prompts = positivePart(addCovariance(prompt, residual, -1));
  return {
    suiteFixed,
    promptGeneral: addCovariance(addCovariance(addCovariance(runs, prompts), residual), standIn),
  };
}
