import { Matrix, QrDecomposition } from "ml-matrix";

/** Estimates with known variances and a design; everything that a random-effects fit is made of. */
export interface SuiteEstimates {
  readonly estimates: Float64Array;
  /** Known sampling variances, each >= 0. */
  readonly variances: Float64Array;
  /** Design, one row an estimate. */
  readonly design: Matrix;
}

/** A weighted fit at one value of tau2. */
export interface WeightedFit {
  readonly coefficients: Float64Array;
  /** (X' W X)^-1. */
  readonly covariance: Matrix;
  /** y' P y with P = W - W X (X' W X)^-1 X' W. */
  readonly residual: number;
  /** tr P, tr P P and y' P P y: what the scores of tau2 need. */
  readonly trace: number;
  readonly traceSquare: number;
  readonly quadraticSquare: number;
  /** log |X' W X|. */
  readonly logDeterminant: number;
  readonly weights: Float64Array;
}

/** Weighted least squares with weights 1 / (v + tau2), by QR; undefined where the design has not full rank. */
export function weightedFit(
  { estimates, variances, design }: SuiteEstimates,
  tau2: number,
): WeightedFit | undefined {
  const count = estimates.length;
  const weights = variances.map((variance) => 1 / (variance + tau2));
  const roots = weights.map(Math.sqrt);
  const scaled = Matrix.zeros(count, design.columns);
  const target = Matrix.zeros(count, 1);
  for (let row = 0; row < count; row += 1) {
    const root = roots[row] ?? 0;
    target.set(row, 0, root * (estimates[row] ?? 0));
    for (let column = 0; column < design.columns; column += 1)
      scaled.set(row, column, root * design.get(row, column));
  }
  const qr = new QrDecomposition(scaled);
  if (!qr.isFullRank()) return undefined;
  const coefficients = qr.solve(target);
  const upper = qr.upperTriangularMatrix;
  const inverse = new QrDecomposition(upper).solve(Matrix.eye(design.columns));
  const covariance = inverse.mmul(inverse.transpose());
  // P = W^1/2 (I - Q Q') W^1/2, from the orthonormal columns of the scaled design.
  const q = qr.orthogonalMatrix;
  const left = target.sub(scaled.mmul(coefficients));
  let residual = 0;
  let quadraticSquare = 0;
  let trace = 0;
  let traceSquare = 0;
  for (let row = 0; row < count; row += 1) {
    const own = left.get(row, 0);
    residual += own * own;
    quadraticSquare += (weights[row] ?? 0) * own * own;
    for (let column = 0; column < count; column += 1) {
      let product = 0;
      for (let basis = 0; basis < design.columns; basis += 1)
        product += q.get(row, basis) * q.get(column, basis);
      const cell = (row === column ? 1 - product : -product) * (roots[row] ?? 0) * (roots[column] ?? 0);
      if (row === column) trace += cell;
      traceSquare += cell * cell;
    }
  }
  return {
    coefficients: Float64Array.from(coefficients.to1DArray()),
    covariance,
    residual,
    trace,
    traceSquare,
    quadraticSquare,
    logDeterminant: upper.diagonal().reduce((sum, entry) => sum + 2 * Math.log(Math.abs(entry)), 0),
    weights,
  };
}
