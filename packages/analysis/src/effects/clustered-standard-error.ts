import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { settled } from "./arm-components.js";

/** A mean of scores with three standard errors; null where one is not known, never 0. */
export interface ClusteredStandardError {
  readonly mean: number;
  /** Scores that are there; NaN is none. */
  readonly scores: number;
  readonly clusters: number;
  /** sd / sqrt n: every score an independent draw. */
  readonly independent: number | null;
  /** Miller's, which is CR0 of the intercept. */
  readonly clustered: number | null;
  /** The same with C / (C - 1) on the variance, as inspect prints it. */
  readonly corrected: number | null;
}

/** Cluster numbers as 0, 1, 2 ...: the same ones where they are small already. */
function dense(
  clusterOf: Int32Array,
  least: number,
  most: number,
): { readonly numbers: Int32Array; readonly count: number } {
  if (least >= 0 && most < 4 * clusterOf.length + 64) return { numbers: clusterOf, count: most + 1 };
  const known = new Map<number, number>();
  const numbers = clusterOf.map((cluster) => {
    const number = known.get(cluster) ?? known.size;
    known.set(cluster, number);
    return number;
  });
  return { numbers, count: known.size };
}

function rootOf(variance: number): number | null {
  const known = settled(variance);
  return known > 0 ? Math.sqrt(known) : null;
}

/**
 * Question: how far would the mean of one checkpoint's scores move with other prompts of other scenarios?
 * Model: clusters of scores are independent; within one, anything goes.
 * Formula: u_c = sum of (s - mean) in cluster c; CR0 = sqrt(sum u_c^2) / n; corrected = CR0 sqrt(C / (C - 1));
 *   independent = sqrt(sum (s - mean)^2 / (n - 1) / n).
 * Units: those of the scores.
 * Not estimable when: there is no score. A standard error is null with one score, one cluster, or no variation.
 * Source: Miller 2024, appendix A; Liang and Zeger 1986.
 * Checked against: numpy; statsmodels 0.13.5 `OLS(...).fit(cov_type="cluster", use_correction=False)`.
 *
 * @param clusterOf a whole number for each score, shared by the scores of one cluster
 */
export function clusteredStandardError(
  scores: Float64Array,
  clusterOf: Int32Array,
): ClusteredStandardError | NotEstimable {
  let [total, present, least, most] = [0, 0, 0, -1];
  // one passage for both: reading so many scores takes longer than adding them
  for (let index = 0; index < scores.length; index += 1) {
    const cluster = clusterOf[index] ?? 0;
    if (cluster < least) least = cluster;
    if (cluster > most) most = cluster;
    const score = scores[index] ?? Number.NaN;
    if (Number.isNaN(score)) continue;
    total += score;
    present += 1;
  }
  if (present === 0) return notEstimable("there is no score");
  const mean = total / present;
  const { numbers, count } = dense(clusterOf, least, most);
  const sums = new Float64Array(count);
  const sizes = new Int32Array(count);
  let squares = 0;
  for (let index = 0; index < scores.length; index += 1) {
    const left = (scores[index] ?? Number.NaN) - mean;
    if (Number.isNaN(left)) continue;
    const cluster = numbers[index] ?? 0;
    sums[cluster] = (sums[cluster] ?? 0) + left;
    sizes[cluster] = (sizes[cluster] ?? 0) + 1;
    squares += left * left;
  }
  let clusters = 0;
  let between = 0;
  for (let cluster = 0; cluster < count; cluster += 1) {
    if ((sizes[cluster] ?? 0) === 0) continue;
    clusters += 1;
    between += (sums[cluster] ?? 0) ** 2;
  }
  const variance = between / (present * present);
  return {
    mean,
    scores: present,
    clusters,
    independent: present < 2 ? null : rootOf(squares / (present - 1) / present),
    clustered: clusters < 2 ? null : rootOf(variance),
    corrected: clusters < 2 ? null : rootOf((variance * clusters) / (clusters - 1)),
  };
}
