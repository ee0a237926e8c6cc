import type { CrossedArm } from "./crossed-pair.js";

/** What one arm contributes to the variance of a difference, with its means. All on the scale of the cells. */
export interface ArmComponents {
  readonly runs: number;
  readonly rate: number;
  /** Mean of each run over clusters, weighted by their sizes. */
  readonly runRates: Float64Array;
  /** Mean of each cluster over runs. */
  readonly clusterMeans: Float64Array;
  /** MS_seed / S: variance between runs of the arm's mean; NaN with one run. */
  readonly seed: number;
  /** MS_res / (S P), or its weighted form for clusters of unequal size; NaN with one run or one cluster. */
  readonly residual: number;
}

/** Below this a variance on [0, 1] is what rounding leaves of 0: one score in ten million moves it to 1e-14. */
const ROUNDING = 1e-24;

/** A variance, or exactly 0 where only rounding is left of it. */
export function settled(variance: number): number {
  return variance < ROUNDING ? 0 : variance;
}

/** Sample variance with n - 1; NaN below two values. */
export function sampleVariance(values: Float64Array): number {
  const count = values.length;
  if (count < 2) return Number.NaN;
  let mean = 0;
  for (const value of values) mean += value;
  mean /= count;
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return settled(squares / (count - 1));
}

/** Means and mean squares of one arm of a crossed design; `sizes` are the prompts in each cluster. */
export function armComponents({ runs, means }: CrossedArm, sizes: Float64Array): ArmComponents {
  const clusters = sizes.length;
  let prompts = 0;
  for (const size of sizes) prompts += size;
  const runRates = new Float64Array(runs);
  const clusterMeans = new Float64Array(clusters);
  for (let run = 0; run < runs; run += 1) {
    let sum = 0;
    for (let cluster = 0; cluster < clusters; cluster += 1) {
      const mean = means[run * clusters + cluster] ?? 0;
      sum += (sizes[cluster] ?? 0) * mean;
      clusterMeans[cluster] = (clusterMeans[cluster] ?? 0) + mean;
    }
    // Dividing the sum once keeps a run that has only ones at exactly 1.
    runRates[run] = sum / prompts;
  }
  for (let cluster = 0; cluster < clusters; cluster += 1)
    clusterMeans[cluster] = (clusterMeans[cluster] ?? 0) / runs;
  let rate = 0;
  for (const runRate of runRates) rate += runRate;
  rate /= runs;
  let squares = 0;
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    const weight = (sizes[cluster] ?? 0) / prompts;
    const lead = (clusterMeans[cluster] ?? 0) - rate;
    let own = 0;
    for (let run = 0; run < runs; run += 1) {
      const left = (means[run * clusters + cluster] ?? 0) - (runRates[run] ?? 0) - lead;
      own += left * left;
    }
    squares += weight * weight * own;
  }
  const residual =
    runs < 2 || clusters < 2
      ? Number.NaN
      : settled(((clusters / (clusters - 1)) * squares) / ((runs - 1) * runs));
  return { runs, rate, runRates, clusterMeans, seed: sampleVariance(runRates) / runs, residual };
}
