import type { ArmComponents } from "../effects/arm-components.js";
import { addCovariance, positivePart, type StageCovariance } from "./covariance.js";
import type { ArmStage, CrossedStages } from "./crossed-stages.js";

type Stages = { readonly from: ArmStage; readonly to: ArmStage };

/** Sum over clusters of w^2 x z, times C / (C - 1): the two-stage form of V_prompt. */
function weightedProducts(one: Float64Array, other: Float64Array, sizes: Float64Array): number {
  const clusters = sizes.length;
  let prompts = 0;
  for (const size of sizes) prompts += size;
  let sum = 0;
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    const weight = (sizes[cluster] ?? 0) / prompts;
    sum += weight * weight * (one[cluster] ?? 0) * (other[cluster] ?? 0);
  }
  return (clusters / (clusters - 1)) * sum;
}

function clusterLeads(arm: ArmComponents, control: ArmComponents): Float64Array {
  const lead = arm.rate - control.rate;
  return arm.clusterMeans.map((mean, cluster) => mean - (control.clusterMeans[cluster] ?? 0) - lead);
}

/** The covariance of the two leads over prompts, from each prompt's pair of leads. */
export function promptCovariance({ arm, control, sizes }: CrossedStages): StageCovariance {
  const from = clusterLeads(arm.from.components, control.from.components);
  const to = clusterLeads(arm.to.components, control.to.components);
  return {
    from: weightedProducts(from, from, sizes),
    to: weightedProducts(to, to, sizes),
    cross: weightedProducts(from, to, sizes),
  };
}

function residuals(components: ArmComponents, means: Float64Array, run: number): Float64Array {
  const clusters = components.clusterMeans.length;
  return components.clusterMeans.map(
    (mean, cluster) =>
      (means[run * clusters + cluster] ?? 0) - (components.runRates[run] ?? 0) - mean + components.rate,
  );
}

function residualCovariance({ from, to }: Stages, sizes: Float64Array): StageCovariance {
  const runs = from.components.runs;
  let total: StageCovariance = { from: 0, to: 0, cross: 0 };
  for (let run = 0; run < runs; run += 1) {
    const one = residuals(from.components, from.means, run);
    const other = residuals(to.components, to.means, run);
    total = addCovariance(total, {
      from: weightedProducts(one, one, sizes),
      to: weightedProducts(other, other, sizes),
      cross: weightedProducts(one, other, sizes),
    });
  }
  return addCovariance({ from: 0, to: 0, cross: 0 }, total, 1 / ((runs - 1) * runs));
}

/**
 * Question: how far would the leads at two stages move together, with other runs and other prompts?
 * Model: the two-way design of `two-way-components.ts`, with a pair of scores (from, to) in each cell.
 * Formula: C = (C_seed - C_res)+ + (C_prompt - C_res)+ + C_res, where + clips negative eigenvalues to 0.
 * Units: squares of the cells' unit.
 * Not estimable when: an arm has one run, or there is one cluster (callers check first).
 * Source: multivariate form of the crossed analysis of variance.
 * Checked against: the variances of `two-way-components.ts` wherever nothing is clipped.
 */
export function stageCovariance(stages: CrossedStages, seed: StageCovariance): StageCovariance {
  const residual = addCovariance(
    residualCovariance(stages.arm, stages.sizes),
    residualCovariance(stages.control, stages.sizes),
  );
  const runs = positivePart(addCovariance(seed, residual, -1));
  const prompts = positivePart(addCovariance(promptCovariance(stages), residual, -1));
  return addCovariance(addCovariance(runs, prompts), residual);
}
