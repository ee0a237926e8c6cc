import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { inverseOfTriangle, type LeastSquares } from "./least-squares.js";

/** Ways to make up for residuals being smaller than errors: none, a factor, another factor, exact, or jackknife. */
export const CLUSTER_CORRECTIONS = ["CR0", "CR1", "CR1S", "CR2", "CR3"] as const;

export type ClusterCorrection = (typeof CLUSTER_CORRECTIONS)[number];

/** Covariance of the coefficients that holds when rows of one cluster depend on each other. */
export interface ClusterRobust {
  readonly covariance: Matrix;
  /**
   * Satterthwaite degrees of freedom of each coefficient under independent, equally varying errors. 0 where one
   * cluster alone decides the coefficient: its variance is then not estimable, and what stands for it is 0.
   */
  readonly df: Float64Array;
  readonly clusters: number;
}

/** One cluster's rows of Q: their cross product B = U diag(lambda) U', and Q'e. */
interface Leverage {
  readonly values: readonly number[];
  readonly vectors: Matrix;
  readonly score: Float64Array;
}

const SINGULAR = 1e-12;

function leverages(fit: LeastSquares, cluster: Int32Array, clusters: number): Leverage[] {
  const { q, residuals } = fit;
  const p = q.columns;
  const crosses = Array.from({ length: clusters }, () => new Matrix(p, p));
  const scores = Array.from({ length: clusters }, () => new Float64Array(p));
  for (let row = 0; row < q.rows; row += 1) {
    const own = cluster[row] ?? 0;
    const cross = crosses[own];
    const score = scores[own];
    if (!cross || !score) continue;
    for (let one = 0; one < p; one += 1) {
      const value = q.get(row, one);
      score[one] = (score[one] ?? 0) + value * (residuals[row] ?? 0);
      for (let other = 0; other <= one; other += 1) {
        const sum = cross.get(one, other) + value * q.get(row, other);
        cross.set(one, other, sum);
        cross.set(other, one, sum);
      }
    }
  }
  return crosses.map((cross, index) => {
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(cross, {
      assumeSymmetric: true,
    });
    return {
      values: realEigenvalues,
      vectors: eigenvectorMatrix,
      score: scores[index] ?? new Float64Array(p),
    };
  });
}

/** How residual directions are stretched: (1 - leverage) to the power of 0, -1/2 or -1, and a common factor. */
function stretch(correction: ClusterCorrection, clusters: number, rows: number, p: number) {
  const few = clusters / (clusters - 1);
  const factor = { CR0: 1, CR1: few, CR1S: (few * (rows - 1)) / (rows - p), CR2: 1, CR3: 1 }[correction];
  const power = { CR0: 0, CR1: 0, CR1S: 0, CR2: -0.5, CR3: -1 }[correction];
  // A cluster that alone decides a direction has no residual there; the generalised inverse leaves it out.
  const of = (leverage: number) => (power === 0 ? 1 : 1 - leverage > SINGULAR ? (1 - leverage) ** power : 0);
  return { factor, of };
}

/** U diag(f(lambda)) U' v. */
function stretched(
  { values, vectors }: Leverage,
  of: (leverage: number) => number,
  v: ArrayLike<number>,
): Float64Array {
  const found = new Float64Array(values.length);
  values.forEach((value, index) => {
    let along = 0;
    for (let axis = 0; axis < found.length; axis += 1) along += vectors.get(axis, index) * (v[axis] ?? 0);
    along *= of(value);
    for (let axis = 0; axis < found.length; axis += 1) {
      found[axis] = (found[axis] ?? 0) + vectors.get(axis, index) * along;
    }
  });
  return found;
}

function dot(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}

/** (sum of eigenvalues)^2 / sum of their squares, for P = D - W W' with one row of W a cluster. */
function satterthwaite(
  clusters: readonly Leverage[],
  of: (leverage: number) => number,
  d: Float64Array,
): number {
  const p = d.length;
  const products = new Matrix(p, p);
  let trace = 0;
  let squares = 0;
  let size = 0;
  for (const cluster of clusters) {
    const h = stretched(cluster, of, d);
    const w = stretched(cluster, (leverage) => leverage * of(leverage), d);
    const own = dot(
      h,
      stretched(cluster, (leverage) => leverage, h),
    );
    const norm = dot(w, w);
    trace += own - norm;
    size += own;
    squares += own * own - 2 * own * norm;
    for (let one = 0; one < p; one += 1) {
      for (let other = 0; other < p; other += 1) {
        products.set(one, other, products.get(one, other) + (w[one] ?? 0) * (w[other] ?? 0));
      }
    }
  }
  if (trace <= SINGULAR * size) return 0;
  return (trace * trace) / (squares + Matrix.mul(products, products).sum());
}

/**
 * Question: how sure are the coefficients when rows of one cluster (a run, a scenario) depend on each other?
 * Model: least squares; clusters are independent, within them anything goes.
 * Formula: M {sum X_g' A_g e_g e_g' A_g X_g} M; A_g = I (CR0; CR1 and CR1S scale it), (I - H_gg)^-1/2 (CR2),
 *   (I - H_gg)^-1 (CR3), all within the column space of Q, so no cluster's size matters.
 *   df = 2 E(V)^2 / Var(V) under independent errors.
 * Units: squares of the coefficients' unit.
 * Not estimable when: there are fewer than two clusters; CR3 when a cluster alone decides a coefficient.
 * Source: Bell and McCaffrey 2002; Pustejovsky and Tipton 2018.
 * Checked against: clubSandwich 0.5.8, estimatr 1.0.0.
 *
 * @param cluster cluster of each row, numbered from 0
 */
export function clusterRobust(
  fit: LeastSquares,
  cluster: Int32Array,
  correction: ClusterCorrection,
): ClusterRobust | NotEstimable {
  const clusters = cluster.reduce((most, own) => Math.max(most, own + 1), 0);
  if (clusters < 2) return notEstimable("one cluster says nothing about how clusters differ");
  const p = fit.q.columns;
  const { factor, of } = stretch(correction, clusters, fit.q.rows, p);
  const parts = leverages(fit, cluster, clusters);
  if (correction === "CR3" && parts.some(({ values }) => values.some((value) => 1 - value <= SINGULAR))) {
    return notEstimable("without one of the clusters a coefficient could not be estimated");
  }
  const lines = inverseOfTriangle(fit.r);
  const covariance = new Matrix(p, p);
  for (const part of parts) {
    // What each cluster moves the coefficients by: where it moves one by 0, no rounding is left of others' sums.
    const score = stretched(part, of, part.score);
    const moves = lines.map((line) => dot(line, score));
    moves.forEach((one, row) => {
      moves.forEach((other, column) => {
        covariance.set(row, column, covariance.get(row, column) + factor * one * other);
      });
    });
  }
  return {
    covariance,
    df: Float64Array.from(lines, (line) => satterthwaite(parts, of, line)),
    clusters,
  };
}
