import type { EffectScale, EvidenceLevel, Finding, Interval, Target, Warning } from "@holdfast/core";
import type { Comparison } from "../effects/comparison.js";
import type { EffectEstimate } from "../effects/effect-estimate.js";

/** What a finding carries besides its number. */
export interface FindingContext {
  readonly scale: EffectScale;
  readonly target: Target;
  readonly evidenceLevel: EvidenceLevel;
  readonly scope: "recipe" | "checkpoint";
  readonly clusters: number | null;
  readonly n: {
    readonly runs: number;
    readonly controlRuns: number | null;
    readonly prompts: number | null;
    readonly samples: number | null;
  };
  readonly estimator: string;
  readonly warnings: readonly Warning[];
  /** Width of the metric's scale: differences of rates on [0, 1] are multiplied by it. */
  readonly range: number;
}

/** Scores behind one side, or null where they are not known. */
function samplesOf(comparison: Comparison): number | null {
  if (comparison.level === "samples")
    return comparison.pair.arm.observations + comparison.pair.control.observations;
  return [...comparison.arm, ...comparison.control].reduce<number | null>(
    (sum, { observations }) => (sum === null || observations === null ? null : sum + observations),
    0,
  );
}

/** Prompts, clusters and scores behind a comparison. */
export function sizeOf(comparison: Comparison): {
  prompts: number | null;
  clusters: number | null;
  samples: number | null;
} {
  const samples = samplesOf(comparison);
  if (comparison.level !== "samples") return { prompts: null, clusters: null, samples };
  return { prompts: comparison.pair.prompts, clusters: comparison.pair.clusters, samples };
}

/** An interval in the metric's own unit. */
export function scaledInterval(interval: Interval, factor: number, shift = 0): Interval {
  const move = (value: number | null) => (value === null ? null : shift + factor * value);
  return { ...interval, lower: move(interval.lower), upper: move(interval.upper) };
}

/** The kernel's estimate as a finding: in the metric's own unit, with everything a reader needs beside it. */
export function findingOf(estimate: EffectEstimate, context: FindingContext): Finding {
  const { scale, target, evidenceLevel, clusters, n, estimator, warnings, range } = context;
  const provenance = { target, scale, evidenceLevel, clusters, warnings: [...warnings] };
  if (estimate.status === "not-estimable") {
    return { status: "not-estimable", reason: estimate.reason, scope: context.scope, ...provenance };
  }
  const factor = scale === "difference" ? range : 1;
  return {
    status: "estimated",
    estimate: estimate.estimate * factor,
    standardError: estimate.standardError === null ? null : estimate.standardError * factor,
    df: estimate.df,
    familyDf: estimate.familyDf ?? estimate.df,
    interval: estimate.interval === null ? null : scaledInterval(estimate.interval, factor),
    pValue: estimate.pValue,
    pAdjusted: null,
    n: { ...n },
    estimator,
    reason: estimate.reason,
    scope: estimate.scope,
    ...provenance,
  };
}
