import type { Quantity } from "@holdfast/core";
import { clusterJackknife } from "../agreement/cluster-jackknife.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";

/** Pairs of values with the cluster of each, numbered from 0. */
export interface ClusteredPairs {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly cluster: Int32Array;
}

/** No cluster has this number: nothing is left out. */
const NONE = -1;

/** Positions of values in rising order, passed through again without a cluster, and where their ranks are written. */
interface Rankable {
  readonly order: Int32Array;
  readonly ranks: Float64Array;
}

function rankable(values: Float64Array): Rankable {
  const order = Int32Array.from(values, (_, index) => index);
  return {
    order: order.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0)),
    ranks: new Float64Array(values.length),
  };
}

/** Writes the mean ranks of the values outside cluster `left` into `ranks`. */
function rankWithout(
  values: Float64Array,
  { order, ranks }: Rankable,
  cluster: Int32Array,
  left: number,
): void {
  let rank = 0;
  for (let start = 0; start < order.length; ) {
    const value = values[order[start] ?? 0];
    let end = start;
    let tied = 0;
    for (; end < order.length && values[order[end] ?? 0] === value; end += 1)
      if (cluster[order[end] ?? 0] !== left) tied += 1;
    for (let place = start; place < end; place += 1) ranks[order[place] ?? 0] = rank + (tied + 1) / 2;
    rank += tied;
    start = end;
  }
}

function product(x: Float64Array, y: Float64Array, cluster: Int32Array, left: number): number | NotEstimable {
  let count = 0;
  let meanX = 0;
  let meanY = 0;
  for (let index = 0; index < x.length; index += 1) {
    if (cluster[index] === left) continue;
    count += 1;
    meanX += x[index] ?? 0;
    meanY += y[index] ?? 0;
  }
  if (count < 3) return notEstimable("fewer than three checkpoints were measured on both");
  meanX /= count;
  meanY /= count;
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let index = 0; index < x.length; index += 1) {
    if (cluster[index] === left) continue;
    const a = (x[index] ?? 0) - meanX;
    const b = (y[index] ?? 0) - meanY;
    squaresX += a * a;
    squaresY += b * b;
    products += a * b;
  }
  const spread = Math.sqrt(squaresX) * Math.sqrt(squaresY);
  if (!(spread > 1e-12)) return notEstimable("one of the two does not vary over the checkpoints");
  return Math.max(-1, Math.min(1, products / spread));
}

function correlationWithout(
  { x, y, cluster }: ClusteredPairs,
  ranked: { readonly x: Rankable; readonly y: Rankable } | null,
  left: number,
): number | NotEstimable {
  if (ranked === null) return product(x, y, cluster, left);
  rankWithout(x, ranked.x, cluster, left);
  rankWithout(y, ranked.y, cluster, left);
  return product(ranked.x.ranks, ranked.y.ranks, cluster, left);
}

/**
 * Question: do two measurements go together over checkpoints that come in runs?
 * Model: runs are independent clusters; checkpoints of one run may depend in any way.
 * Formula: Pearson's r, or Spearman's rho as r of mean ranks (ranked again without each run); interval by leaving out
 *   one run at a time, t on runs - 1, within [-1, 1].
 * Units: none.
 * Not estimable when: fewer than three pairs, or a measurement does not vary; the interval with fewer than five runs.
 * Source: Pearson 1895; Spearman 1904; Tukey 1958 for the jackknife.
 * Checked against: scipy 1.10.1 `pearsonr` and `spearmanr`; numpy 1.24 jackknife over runs.
 */
export function clusteredCorrelation(
  pairs: ClusteredPairs,
  kind: "pearson" | "spearman",
  level: number,
): Quantity {
  const { x, y } = pairs;
  const ranked = kind === "spearman" ? { x: rankable(x), y: rankable(y) } : null;
  const whole = correlationWithout(pairs, ranked, NONE);
  const without: (number | NotEstimable)[] = [];
  for (const left of typeof whole === "number" ? new Set(pairs.cluster) : [])
    without.push(correlationWithout(pairs, ranked, left));
  return clusterJackknife({ whole, without }, level, { lower: -1, upper: 1 });
}
