import type { EvidenceLevel, Target } from "@holdfast/core";
import { criticalT } from "../distributions/student-t.js";
import { clopperPearson } from "../intervals/clopper-pearson.js";
import { kornGraubard } from "../intervals/korn-graubard.js";
import { notEstimable } from "../not-estimable.js";
import { armComponents, sampleVariance } from "./arm-components.js";
import type { RunValue } from "./comparison.js";
import type { CrossedArm } from "./crossed-pair.js";
import { type EffectEstimate, intervalOf, reportedDf } from "./effect-estimate.js";
import { MINIMUM_CLUSTERS } from "./two-way-components.js";

/** One arm at one moment: its cells on complete prompts, or one value a run. */
export type ArmEvidence =
  | { readonly level: "samples"; readonly crossed: CrossedArm; readonly sizes: Float64Array }
  | { readonly level: Exclude<EvidenceLevel, "samples">; readonly runs: readonly RunValue[] };

const FEW = "too few independent clusters of prompts to speak of other prompts";
const BELOW = "without a score for each sample nothing is known of how prompts differ";

interface Spread {
  readonly rate: number;
  readonly variance: number;
  readonly df: number;
  /** Scores, or clusters where scores are not known. */
  readonly observations: number;
  readonly clusters: number;
  readonly runs: number;
}

function clustered(
  { rate, variance, df, observations, clusters, runs }: Spread,
  level: number,
): EffectEstimate {
  const standardError = Math.sqrt(variance);
  const limits = kornGraubard({ rate, standardError, df, observations, clusters }, level);
  if (limits.status === "not-estimable") return limits;
  return {
    status: "estimated",
    estimate: rate,
    standardError: variance > 0 ? standardError : null,
    df: reportedDf(df),
    interval: intervalOf(limits, level),
    pValue: null,
    scope: runs < 2 ? "checkpoint" : "recipe",
    reason: "a level is not tested",
  };
}

/** Every score an independent trial: one checkpoint asked the same prompts again. */
function binomial(rate: number, observations: number, level: number): EffectEstimate {
  const limits = clopperPearson(rate * observations, observations, level);
  const variance = (rate * (1 - rate)) / observations;
  const standardError = variance > 0 ? Math.sqrt(variance) : null;
  const interval = intervalOf(limits, level);
  return {
    status: "estimated",
    estimate: rate,
    standardError,
    df: null,
    interval,
    pValue: null,
    scope: "checkpoint",
    reason: "a level is not tested",
  };
}

function fromSamples(
  evidence: Extract<ArmEvidence, { level: "samples" }>,
  target: Target,
  level: number,
): EffectEstimate {
  const { crossed, sizes } = evidence;
  const clusters = sizes.length;
  const { rate, runs, seed, residual, clusterMeans } = armComponents(crossed, sizes);
  const shared = { rate, observations: crossed.observations, clusters, runs };
  if (target === "suite-fixed") {
    if (runs < 2) return binomial(rate, crossed.observations, level);
    return clustered({ ...shared, variance: seed, df: runs - 1, clusters: Math.max(2, clusters) }, level);
  }
  if (clusters < MINIMUM_CLUSTERS) return notEstimable(FEW);
  let prompts = 0;
  for (const size of sizes) prompts += size;
  const weighted = clusterMeans.map(
    (mean, cluster) => (clusters * (sizes[cluster] ?? 0) * (mean - rate)) / prompts,
  );
  const prompt = sampleVariance(weighted) / clusters;
  if (runs < 2) return clustered({ ...shared, variance: prompt, df: clusters - 1 }, level);
  const variance = Math.max(seed - residual, 0) + Math.max(prompt - residual, 0) + residual;
  const parts =
    seed ** 2 / (runs - 1) + prompt ** 2 / (clusters - 1) + residual ** 2 / ((runs - 1) * (clusters - 1));
  const df = parts > 0 && variance > 0 ? Math.max(1, variance ** 2 / parts) : runs - 1;
  return clustered({ ...shared, variance, df }, level);
}

function fromRuns(
  runs: readonly RunValue[],
  target: Target,
  level: number,
  kind: EvidenceLevel,
): EffectEstimate {
  if (target === "prompt-general") return notEstimable(BELOW);
  if (runs.length === 0) return notEstimable("there is no run");
  const rates = Float64Array.from(runs, ({ rate }) => rate);
  const rate = rates.reduce((sum, value) => sum + value, 0) / runs.length;
  const [only] = runs;
  if (runs.length === 1 && kind === "counts" && only !== undefined && only.observations !== null) {
    return binomial(rate, only.observations, level);
  }
  const bare = { status: "estimated", estimate: rate, df: null, pValue: null, scope: "checkpoint" } as const;
  if (runs.length === 1) {
    const standardError = only?.standardError ?? null;
    if (standardError === null)
      return { ...bare, standardError, interval: null, reason: "no standard error is reported" };
    if (standardError === 0)
      return {
        ...bare,
        standardError: null,
        interval: null,
        reason: "the reported standard error is 0, which no measurement has",
      };
    const half = criticalT(level, Number.POSITIVE_INFINITY) * standardError;
    const interval = intervalOf({ lower: Math.max(0, rate - half), upper: Math.min(1, rate + half) }, level);
    return { ...bare, standardError, interval, reason: "a level is not tested" };
  }
  const variance = sampleVariance(rates) / runs.length;
  const sizes = runs.map(({ observations }) => observations);
  const total = sizes.reduce<number | null>(
    (sum, size) => (sum === null || size === null ? null : sum + size),
    0,
  );
  if (variance === 0 && total === null) {
    return {
      ...bare,
      standardError: null,
      interval: null,
      scope: "recipe",
      reason: "the runs do not differ at all, and the number of prompts is not known",
    };
  }
  const fewest = total === null ? 2 : Math.max(2, Math.min(...sizes.map((size) => size ?? 2)));
  return clustered(
    {
      rate,
      variance,
      df: runs.length - 1,
      observations: total ?? Number.POSITIVE_INFINITY,
      clusters: fewest,
      runs: runs.length,
    },
    level,
  );
}

/**
 * Question: at which level is one arm, and between which levels may it lie?
 * Model: as the two-way design of `two-way-components.ts` for a single arm; below sample level, runs alone; with one
 *   run, its prompts (prompt-general) or its scores (suite-fixed).
 * Formula: Korn-Graubard on the effective size of that variance; Clopper-Pearson where scores are independent.
 * Units: rates on [0, 1].
 * Not estimable when: prompt-general below sample level or with fewer than five clusters; there is no run. The interval is, where the one
 *   run of a summary reports no standard error, or 0.
 * Source: Korn and Graubard 1998; Clopper and Pearson 1934.
 * Checked against: the kernels it is made of.
 */
export function armLevel(evidence: ArmEvidence, target: Target, level: number): EffectEstimate {
  return evidence.level === "samples"
    ? fromSamples(evidence, target, level)
    : fromRuns(evidence.runs, target, level, evidence.level);
}
