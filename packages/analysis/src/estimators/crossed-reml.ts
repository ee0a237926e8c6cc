import type { CellMatrix } from "../effects/cell-matrix.js";
import { type Comparison, hasRunVariance } from "../effects/comparison.js";
import type { EffectEstimate, EffectQuestion } from "../effects/effect-estimate.js";
import { tEffect } from "../effects/t-effect.js";
import { type CrossedReml, crossedReml as fitCrossedReml } from "../mixed/crossed-reml.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { Estimator } from "./estimator.js";

/** Mean over the prompts of a cluster that a run has; NaN where it has none. */
function clusterCells(
  { runs, prompts, cells }: CellMatrix,
  slot: Int32Array,
  clusters: number,
): Float64Array {
  const sums = new Float64Array(runs * clusters);
  const counts = new Float64Array(runs * clusters);
  for (let run = 0; run < runs; run += 1) {
    for (let prompt = 0; prompt < prompts; prompt += 1) {
      const cell = cells[run * prompts + prompt] ?? Number.NaN;
      if (Number.isNaN(cell)) continue;
      const at = run * clusters + (slot[prompt] ?? 0);
      sums[at] = (sums[at] ?? 0) + cell;
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  return sums.map((sum, at) => (counts[at] === 0 ? Number.NaN : sum / (counts[at] ?? 1)));
}

function slotsOf(clusterOf: Int32Array): { readonly slot: Int32Array; readonly clusters: number } {
  const known = new Map<number, number>();
  const slot = clusterOf.map((cluster) => {
    const found = known.get(cluster) ?? known.size;
    known.set(cluster, found);
    return found;
  });
  return { slot, clusters: known.size };
}

const atAnEnd = (cells: Float64Array) => {
  const scored = cells.filter((cell) => !Number.isNaN(cell));
  return scored.every((cell) => cell === 0) || scored.every((cell) => cell === 1);
};

function unionOf(arm: CellMatrix, control: CellMatrix, clusterOf: Int32Array) {
  const { slot, clusters } = slotsOf(clusterOf);
  return { arm: clusterCells(arm, slot, clusters), control: clusterCells(control, slot, clusters), clusters };
}

/** The fit on the union of the prompts, for both targets. */
export function unionFit({
  pair,
  cells,
}: Extract<Comparison, { level: "samples" }>): CrossedReml | NotEstimable {
  const union =
    cells === undefined
      ? { arm: pair.arm.means, control: pair.control.means, clusters: pair.clusters }
      : unionOf(cells.arm, cells.control, cells.clusterOf);
  if (atAnEnd(union.arm) || atAnEnd(union.control))
    return notEstimable("a side is wholly at an end of the scale, where a t interval has no place");
  return fitCrossedReml(union);
}

/** The difference of a fit for the asked target. */
export function effectOfFit(fit: CrossedReml | NotEstimable, question: EffectQuestion): EffectEstimate {
  if ("status" in fit) return fit;
  const found = question.target === "prompt-general" ? fit.promptGeneral : fit.suiteFixed;
  if ("status" in found) return found;
  // Its components have no degrees of freedom of their own: in a family, those of the runs.
  const familyDf = Math.max(1, fit.runs.arm + fit.runs.control - 2);
  return tEffect({ estimate: fit.difference, ...found, familyDf }, question.level);
}

/**
 * Question: by how much do two arms differ, when prompts that some run lacks are kept?
 * Model: cell means on the union of the prompts, with random runs, prompts and arm by prompt; missing at random.
 * Formula: restricted maximum likelihood; d -+ t_df sqrt V, Satterthwaite df, floor 1; not clipped to the scale.
 * Units: rates on [0, 1].
 * Not estimable when: an arm has one run; prompt-general with fewer than five clusters; a side is wholly at an end of
 *   the scale, where a t interval has no place; nothing varies; log odds.
 * Source: Patterson and Thompson 1971; Satterthwaite 1946.
 * Checked against: lme4 1.1-31 with lmerTest 3.1-3, through `mixed/crossed-reml.ts`.
 */
export const crossedReml: Estimator = {
  id: "crossed-reml",
  accepts: (comparison) => comparison.level === "samples" && hasRunVariance(comparison),
  estimate: (comparison, question) => {
    if (comparison.level !== "samples") return notEstimable("it needs a score for each sample");
    if (question.scale === "log-odds")
      return notEstimable("cell means are compared on the scale of the score only");
    return effectOfFit(unionFit(comparison), question);
  },
};
