import { type Matrix, QrDecomposition } from "ml-matrix";
import { type NotEstimable, notEstimable } from "../not-estimable.js";

/** The thin QR decomposition of a design of full rank: X = Q R. */
export interface OrthogonalDesign {
  readonly q: Matrix;
  readonly r: Matrix;
}

/** A least squares fit, with what cluster-robust variances are built from. */
export interface LeastSquares extends OrthogonalDesign {
  readonly coefficients: Float64Array;
  readonly residuals: Float64Array;
  /** Rows minus columns; 0 where the model is saturated. */
  readonly residualDf: number;
  /** Residual variance; NaN where the model is saturated. */
  readonly residualVariance: number;
}

const RANK_TOLERANCE = 1e-10;

/** X = Q R, or the reason why some column says nothing of its own. */
export function orthogonalDesign(x: Matrix): OrthogonalDesign | NotEstimable {
  if (x.rows < x.columns) return notEstimable(`${x.rows} rows cannot give ${x.columns} coefficients`);
  const decomposition = new QrDecomposition(x);
  const r = decomposition.upperTriangularMatrix;
  for (let column = 0; column < x.columns; column += 1) {
    let norm = 0;
    for (let row = 0; row < x.rows; row += 1) norm = Math.hypot(norm, x.get(row, column));
    if (!(Math.abs(r.get(column, column)) > RANK_TOLERANCE * norm)) {
      return notEstimable(`column ${column + 1} of the design is a combination of those before it`);
    }
  }
  return { q: decomposition.orthogonalMatrix, r };
}

/** Solves R b = c for an upper triangular R. */
export function backSubstitute(r: Matrix, c: ArrayLike<number>): Float64Array {
  const size = r.columns;
  const b = new Float64Array(size);
  for (let row = size - 1; row >= 0; row -= 1) {
    let left = c[row] ?? 0;
    for (let column = row + 1; column < size; column += 1) left -= r.get(row, column) * (b[column] ?? 0);
    b[row] = left / r.get(row, row);
  }
  return b;
}

/** The rows of R^-1, upper triangular: (X'X)^-1 = R^-1 R^-T. */
export function inverseOfTriangle(r: Matrix): Float64Array[] {
  const size = r.columns;
  const inverse = Array.from({ length: size }, () => new Float64Array(size));
  for (let column = 0; column < size; column += 1) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    backSubstitute(r, unit).forEach((value, row) => {
      const line = inverse[row];
      if (line !== undefined) line[column] = value;
    });
  }
  return inverse;
}

/** Q'v. */
export function projected(q: Matrix, values: ArrayLike<number>): Float64Array {
  const found = new Float64Array(q.columns);
  for (let row = 0; row < q.rows; row += 1) {
    const value = values[row] ?? 0;
    for (let column = 0; column < q.columns; column += 1) {
      found[column] = (found[column] ?? 0) + q.get(row, column) * value;
    }
  }
  return found;
}

/**
 * Question: which coefficients bring X b nearest to y?
 * Model: y = X b + e, any e; rows weigh the same.
 * Formula: X = Q R (Householder); R b = Q'y. Never the normal equations.
 * Units: those of y over those of the column.
 * Not estimable when: there are fewer rows than columns, or a column is a combination of others.
 * Source: Golub 1965.
 * Checked against: R 4.2.2 `lm`.
 */
export function leastSquares(x: Matrix, y: ArrayLike<number>): LeastSquares | NotEstimable {
  const design = orthogonalDesign(x);
  if ("status" in design) return design;
  const onto = projected(design.q, y);
  const residuals = new Float64Array(x.rows);
  let squares = 0;
  for (let row = 0; row < x.rows; row += 1) {
    let left = y[row] ?? 0;
    for (let column = 0; column < x.columns; column += 1)
      left -= design.q.get(row, column) * (onto[column] ?? 0);
    residuals[row] = left;
    squares += left * left;
  }
  const residualDf = x.rows - x.columns;
  return {
    ...design,
    coefficients: backSubstitute(design.r, onto),
    residuals,
    residualDf,
    residualVariance: residualDf > 0 ? squares / residualDf : Number.NaN,
  };
}

/** Standard errors of the coefficients where all rows are independent and vary alike; NaN in a saturated model. */
export function ordinaryStandardErrors({ r, residualVariance }: LeastSquares): Float64Array {
  return Float64Array.from(inverseOfTriangle(r), (line) => {
    let squares = 0;
    for (const value of line) squares += value * value;
    return Math.sqrt(squares * residualVariance);
  });
}
