import { sampleVariance } from "../effects/arm-components.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type BcaInterval, bcaInterval, percentileLimits } from "./bca.js";
import { type ClusteredRows, gatherRows } from "./clustered-rows.js";
import { distributionOf, sizeOf } from "./draw-distribution.js";
import { fourDraws, visitDraw } from "./draw-in-script.js";
import { drawStates, STATE_WORDS } from "./draw-states.js";
import { meanKernel } from "./mean-kernel.js";

/** A statistic of the rows of one resample. */
export type Statistic = (values: Float64Array) => number;

/** How a bootstrap is asked for. */
export interface BootstrapQuestion {
  /** `mean` runs on a kernel of its own; anything else is called with the rows of every resample. */
  readonly statistic: "mean" | Statistic;
  readonly draws: number;
  readonly seed: number;
  readonly level: number;
}

/** A statistic with its bootstrap intervals. */
export interface BootstrapEstimate {
  readonly status: "estimated";
  readonly estimate: number;
  readonly standardError: number;
  readonly clusters: number;
  readonly rows: number;
  /** Draws that gave a finite value. */
  readonly draws: number;
  readonly percentile: { readonly lower: number; readonly upper: number };
  readonly bca: BcaInterval | NotEstimable;
}

/** The product of a draw and a bound stays a whole double up to here. */
const MOST = 2 ** 21;

export const meanOf: Statistic = (values) => {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
};

/** The statistic of replicates `first` to `last - 1`: the same values whoever draws them, and in how many parts. */
export function bootstrapDraws(
  rows: ClusteredRows,
  { statistic, seed }: Pick<BootstrapQuestion, "statistic" | "seed">,
  first: number,
  last: number,
): Float64Array {
  const states = drawStates(seed, first, last);
  if (statistic === "mean") return meanKernel(rows)(states);
  const sizes = rows.starts.map((start, cluster) => (rows.starts[cluster + 1] ?? start) - start);
  const resample = new Float64Array(Math.max(...sizes) * (rows.starts.length - 1));
  return Float64Array.from({ length: states.length / STATE_WORDS }, (_, replicate) => {
    let length = 0;
    visitDraw(rows, fourDraws(states, replicate), (value) => {
      resample[length] = value;
      length += 1;
    });
    return statistic(resample.subarray(0, length));
  });
}

function withoutCluster({ values, starts }: ClusteredRows, cluster: number): Float64Array {
  const [from = 0, to = 0] = starts.subarray(cluster, cluster + 2);
  const left = new Float64Array(values.length - (to - from));
  left.set(values.subarray(0, from));
  left.set(values.subarray(to), from);
  return left;
}

/** What a bootstrap can be made of, or why not. */
export function bootstrapRows(values: Float64Array, clusterOf: Int32Array): ClusteredRows | NotEstimable {
  const rows = gatherRows(values, clusterOf);
  if (rows.starts.length < 3) return notEstimable("fewer than two clusters have a row");
  if (rows.values.length > MOST) return notEstimable(`more than ${MOST} rows are not resampled`);
  return rows;
}

/** The estimate with its intervals, from draws that were made already. */
export function bootstrapEstimate(
  rows: ClusteredRows,
  drawn: Float64Array,
  { statistic, level }: Pick<BootstrapQuestion, "statistic" | "level">,
): BootstrapEstimate | NotEstimable {
  const of = statistic === "mean" ? meanOf : statistic;
  const estimate = of(rows.values);
  const draws = distributionOf(drawn);
  if (!Number.isFinite(estimate)) return notEstimable("the statistic of the rows is not a number");
  const variance = sampleVariance(draws.values);
  if (!(variance > 0)) return notEstimable("the resamples do not differ");
  const clusters = rows.starts.length - 1;
  const leftOut = Float64Array.from({ length: clusters }, (_, cluster) => of(withoutCluster(rows, cluster)));
  return {
    status: "estimated",
    estimate,
    standardError: Math.sqrt(variance),
    clusters,
    rows: rows.values.length,
    draws: sizeOf(draws),
    percentile: percentileLimits(draws, level),
    bca: bcaInterval(estimate, draws, leftOut, level),
  };
}

/**
 * Question: how far would a user-defined statistic move with other clusters, and with other rows of each?
 * Model: clusters are drawn from many, rows within a cluster from many; nothing else is assumed. Not used where a
 *   variance is known in closed form: with few runs or prompts its intervals are too short.
 * Formula: C clusters with replacement, then as many rows of each as it has, with replacement; the statistic of all of
 *   them; the standard deviation of the draws, their percentiles, and BCa with the jackknife over clusters.
 * Units: those of the statistic.
 * Not estimable when: fewer than two clusters have a row; the draws do not differ; there are more than 2^21 rows.
 * Source: Davison and Hinkley 1997, 3.8; Efron 1987; Marsaglia 2003 (xorshift128).
 * Checked against: the closed form of its standard error; WebAssembly and script agree bit for bit.
 */
export function twoLevelBootstrap(
  values: Float64Array,
  clusterOf: Int32Array,
  question: BootstrapQuestion,
): BootstrapEstimate | NotEstimable {
  const rows = bootstrapRows(values, clusterOf);
  if ("status" in rows) return rows;
  return bootstrapEstimate(rows, bootstrapDraws(rows, question, 0, question.draws), question);
}
