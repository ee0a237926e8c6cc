import { Matrix } from "ml-matrix";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { SeededRandom } from "../seeded-random.js";
import { inverseOfTriangle, leastSquares } from "./least-squares.js";

/** Up to here all sign vectors are tried; beyond, six-point weights are drawn. */
export const MOST_ENUMERATED = 12;

/** A bootstrap test of one coefficient against 0. */
export interface WildClusterBootstrap {
  /** The coefficient over its CR0 standard error. */
  readonly t: number;
  /** Share of the |t*| that reach |t|. */
  readonly pValue: number;
  /** |t*| in ascending order; vectors whose variance is 0 count as infinite. */
  readonly sorted: Float64Array;
  readonly enumerated: boolean;
}

/** How many draws to take, and from what, where there are too many clusters to try all signs. */
export interface WildDraws {
  readonly draws: number;
  readonly random: SeededRandom;
}

const SIX_POINTS = [-Math.sqrt(1.5), -1, -Math.SQRT1_2, Math.SQRT1_2, 1, Math.sqrt(1.5)];
const TIE = 1e-10;
const ROUNDING = 1e-26;
const ROUNDED = 1e-13;

/** What each cluster adds: X'u of the restricted residuals, and X'X. */
interface ClusterSums {
  readonly score: Float64Array;
  readonly cross: Float64Array;
}

function clusterSums(
  x: Matrix,
  residuals: Float64Array,
  cluster: Int32Array,
  clusters: number,
): ClusterSums[] {
  const p = x.columns;
  const sums = Array.from({ length: clusters }, () => ({
    score: new Float64Array(p),
    cross: new Float64Array(p * p),
  }));
  for (let row = 0; row < x.rows; row += 1) {
    const own = sums[cluster[row] ?? 0];
    if (own === undefined) continue;
    for (let one = 0; one < p; one += 1) {
      const value = x.get(row, one);
      own.score[one] = (own.score[one] ?? 0) + value * (residuals[row] ?? 0);
      for (let other = 0; other < p; other += 1) {
        own.cross[one * p + other] = (own.cross[one * p + other] ?? 0) + value * x.get(row, other);
      }
    }
  }
  return sums;
}

/**
 * Question: does the coefficient differ from 0, when there are few clusters?
 * Model: least squares with independent clusters; treatment may be constant within clusters.
 * Formula: fit without the coefficient; multiply each cluster's residuals by a random sign; refit; compare |t*| with
 *   |t|, both with CR0 errors. All 2^G sign vectors up to 12 clusters, Webb's six-point weights above. Everything is
 *   linear in the weights, so no refit touches the rows.
 * Units: none.
 * Not estimable when: X has not full rank; fewer than two clusters; t itself has no standard error; too many clusters
 *   to enumerate and no draws given.
 * Source: Cameron, Gelbach and Miller 2008; Webb 2014.
 * Checked against: an enumeration written in R 4.2.2 (no packaged reference).
 *
 * @param coefficient column of `x` that is tested
 * @param cluster cluster of each row, numbered from 0
 */
export function wildClusterBootstrap(
  x: Matrix,
  y: Float64Array,
  coefficient: number,
  cluster: Int32Array,
  drawn?: WildDraws,
): WildClusterBootstrap | NotEstimable {
  const clusters = cluster.reduce((most, own) => Math.max(most, own + 1), 0);
  if (clusters < 2) return notEstimable("one cluster says nothing about how clusters differ");
  const enumerated = clusters <= MOST_ENUMERATED;
  if (!enumerated && drawn === undefined)
    return notEstimable(`${clusters} clusters are too many for all signs`);
  const full = leastSquares(x, y);
  if ("status" in full) return full;
  const p = x.columns;
  const others = Array.from({ length: p }, (_, column) => column).filter((column) => column !== coefficient);
  const restricted = others.length === 0 ? y : restrictedResiduals(x.subMatrixColumn(others), y);
  if ("status" in restricted) return restricted;
  const largest = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (restricted.every((value) => Math.abs(value) <= ROUNDED * largest))
    return notEstimable("nothing varies");
  const lines = new Matrix(inverseOfTriangle(full.r).map((line) => [...line]));
  const inverse = lines.mmul(lines.transpose());
  const row = Float64Array.from(inverse.getRow(coefficient));
  const sums = clusterSums(x, restricted, cluster, clusters);
  const weights = new Float64Array(clusters).fill(1);
  const statistic = (): number => {
    const total = new Float64Array(p);
    sums.forEach(({ score }, own) => {
      for (let column = 0; column < p; column += 1) {
        total[column] = (total[column] ?? 0) + (weights[own] ?? 0) * (score[column] ?? 0);
      }
    });
    const change = Float64Array.from({ length: p }, (_, column) => {
      let sum = 0;
      for (let k = 0; k < p; k += 1) sum += inverse.get(column, k) * (total[k] ?? 0);
      return sum;
    });
    let variance = 0;
    let scale = 0;
    sums.forEach(({ score, cross }, own) => {
      let along = 0;
      let before = 0;
      for (let one = 0; one < p; one += 1) {
        let left = (weights[own] ?? 0) * (score[one] ?? 0);
        before += (row[one] ?? 0) * left;
        for (let other = 0; other < p; other += 1) {
          left -= (cross[one * p + other] ?? 0) * (change[other] ?? 0);
        }
        along += (row[one] ?? 0) * left;
      }
      variance += along * along;
      scale += before * before;
    });
    const size = change[coefficient] ?? 0;
    // Where every cluster is fitted exactly, only rounding is left of the variance.
    if (variance > ROUNDING * scale) return size / Math.sqrt(variance);
    return size * size > ROUNDING * scale ? Math.sign(size) * Number.POSITIVE_INFINITY : 0;
  };
  const t = statistic();
  if (!Number.isFinite(t)) return notEstimable("clusters do not differ, so there is no standard error");
  const count = enumerated ? 2 ** clusters : (drawn?.draws ?? 0);
  if (count < 1) return notEstimable("no draws were asked for");
  const sizes = Float64Array.from({ length: count }, (_, draw) => {
    for (let own = 0; own < clusters; own += 1) {
      weights[own] = enumerated
        ? (draw >> own) % 2 === 0
          ? 1
          : -1
        : (SIX_POINTS[Math.floor((drawn?.random.uniform() ?? 0) * SIX_POINTS.length)] ?? 1);
    }
    return Math.abs(statistic());
  });
  let reached = 0;
  for (const size of sizes) if (size >= Math.abs(t) - TIE) reached += 1;
  return { t, pValue: reached / count, sorted: sizes.toSorted(), enumerated };
}

function restrictedResiduals(x: Matrix, y: Float64Array): Float64Array | NotEstimable {
  const fit = leastSquares(x, y);
  return "status" in fit ? fit : fit.residuals;
}
