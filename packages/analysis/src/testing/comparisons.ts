import type { Comparison } from "../effects/comparison.js";
import { crossedPair } from "../effects/crossed-pair.js";
import type { EffectEstimate, EstimatedEffect } from "../effects/effect-estimate.js";
import { expectEstimated, matrixOf, ownClusters } from "./matrices.js";

/** Two arms at sample level from the events of each prompt, one list a run. */
export function sampleComparison(
  arm: readonly (readonly number[])[],
  control: readonly (readonly number[])[],
  epochs: number,
  clusterOf?: Int32Array,
): Extract<Comparison, { level: "samples" }> {
  const prompts = arm[0]?.length ?? 0;
  const clusters = clusterOf ?? ownClusters(prompts);
  const [one, zero] = [arm, control].map((runs) => matrixOf(runs.flat(), prompts, epochs));
  if (one === undefined || zero === undefined) throw new Error("both sides are there");
  const pair = expectEstimated(crossedPair(one, zero, clusters));
  return { level: "samples", binary: true, pair, cells: { arm: one, control: zero, clusterOf: clusters } };
}

/** Two arms below sample level, from counts of each run. */
export function countComparison(
  arm: readonly (readonly [k: number, n: number])[],
  control: readonly (readonly [k: number, n: number])[],
): Comparison {
  const values = (runs: typeof arm) =>
    runs.map(([k, n]) => ({ rate: k / n, observations: n, standardError: null }));
  return { level: "counts", binary: true, arm: values(arm), control: values(control) };
}

/** The estimate, or its reason as an error. */
export function estimated(found: EffectEstimate): EstimatedEffect {
  if (found.status === "estimated") return found;
  throw new Error(`not estimable: ${found.reason}`);
}
