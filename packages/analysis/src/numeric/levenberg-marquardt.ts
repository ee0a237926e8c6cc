import { Matrix, QrDecomposition } from "ml-matrix";
import { type NotEstimable, notEstimable } from "../not-estimable.js";

/** A sum of squares to be minimised over `parameters` numbers. */
export interface LeastSquaresProblem {
  readonly observations: number;
  readonly parameters: number;
  /** Writes residual i (weighted, if weights there are) into `into[i]`. */
  readonly residuals: (at: Float64Array, into: Float64Array) => void;
  /** Writes d residual_i / d parameter_j into `into[i * parameters + j]`. */
  readonly jacobian: (at: Float64Array, into: Float64Array) => void;
}

/** Where the sum of squares is least. */
export interface LeastSquaresFit {
  readonly estimate: Float64Array;
  /** s^2 (J'J)^-1 by rows, s^2 = rss / df; null without degrees of freedom or where J has not full rank. */
  readonly covariance: Float64Array | null;
  readonly rss: number;
  /** Observations minus parameters. */
  readonly df: number;
  readonly converged: boolean;
  readonly steps: number;
}

const MOST_STEPS = 500;
/** Cosine of the angle between residuals and the columns of J below which there is no way down. */
const FLAT = 1e-11;
const LEAST_STEP = 1e-15;

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}

/** Largest cosine between the residuals and a column of the Jacobian; `norms` receives the columns' lengths. */
function steepness(
  jacobian: Float64Array,
  residuals: Float64Array,
  norms: Float64Array,
  length: number,
): number {
  const count = norms.length;
  let most = 0;
  for (let column = 0; column < count; column += 1) {
    let product = 0;
    let squares = 0;
    for (let row = 0; row < residuals.length; row += 1) {
      const entry = jacobian[row * count + column] ?? 0;
      product += entry * (residuals[row] ?? 0);
      squares += entry * entry;
    }
    norms[column] = Math.sqrt(squares);
    if (squares > 0 && length > 0) most = Math.max(most, Math.abs(product) / Math.sqrt(squares) / length);
  }
  return most;
}

/** The step that minimises |J step + r|^2 + damping |D step|^2, by QR of the stacked matrix. */
function dampedStep(
  jacobian: Float64Array,
  residuals: Float64Array,
  scale: Float64Array,
  damping: number,
): Float64Array | null {
  const columns = scale.length;
  const rows = residuals.length;
  const stacked = Matrix.zeros(rows + columns, columns);
  const right = Matrix.zeros(rows + columns, 1);
  for (let row = 0; row < rows; row += 1) {
    right.set(row, 0, -(residuals[row] ?? 0));
    for (let column = 0; column < columns; column += 1)
      stacked.set(row, column, jacobian[row * columns + column] ?? 0);
  }
  for (let column = 0; column < columns; column += 1)
    stacked.set(rows + column, column, Math.sqrt(damping) * (scale[column] ?? 1));
  const qr = new QrDecomposition(stacked);
  return qr.isFullRank() ? Float64Array.from(qr.solve(right).to1DArray()) : null;
}

/** (J'J)^-1 times `variance`, from the triangle of J's QR; null where a column adds nothing to the others. */
function covarianceOf(jacobian: Float64Array, columns: number, variance: number): Float64Array | null {
  const rows = jacobian.length / columns;
  const matrix = Matrix.from1DArray(rows, columns, [...jacobian]);
  const norms = Array.from({ length: columns }, (_, column) =>
    Math.sqrt(matrix.getColumnVector(column).dot(matrix.getColumnVector(column))),
  );
  if (norms.some((norm) => !(norm > 0) || !Number.isFinite(norm))) return null;
  // Columns of length 1 make the triangle's diagonal comparable.
  for (let column = 0; column < columns; column += 1) matrix.mulColumn(column, 1 / (norms[column] ?? 1));
  const triangle = new QrDecomposition(matrix).upperTriangularMatrix;
  const found = new Float64Array(columns * columns);
  const inverse = new Float64Array(columns * columns);
  for (let column = 0; column < columns; column += 1) {
    for (let row = column; row >= 0; row -= 1) {
      const pivot = triangle.get(row, row);
      if (Math.abs(pivot) < 1e-10) return null;
      let sum = row === column ? 1 : 0;
      for (let inner = row + 1; inner <= column; inner += 1)
        sum -= triangle.get(row, inner) * (inverse[inner * columns + column] ?? 0);
      inverse[row * columns + column] = sum / pivot;
    }
  }
  for (let one = 0; one < columns; one += 1) {
    for (let other = 0; other < columns; other += 1) {
      let sum = 0;
      for (let inner = 0; inner < columns; inner += 1)
        sum += (inverse[one * columns + inner] ?? 0) * (inverse[other * columns + inner] ?? 0);
      found[one * columns + other] = (variance * sum) / ((norms[one] ?? 1) * (norms[other] ?? 1));
    }
  }
  return found;
}

/**
 * Question: which parameters make the sum of squared residuals least, and how well are they known?
 * Model: residuals with an analytic Jacobian; independent errors of one variance (weights belong into the residuals).
 * Formula: steps of (J'J + l D'D) h = -J'r by QR, D the largest column lengths so far; l follows the gain ratio.
 *   Ends where the residuals are perpendicular to the model (cosine below 1e-11) or no step helps.
 * Units: those of the parameters.
 * Not estimable when: the residuals at the start are not finite. Not converging is said in `converged`; the covariance
 *   is null where parameters cannot be told apart or nothing is left over to judge the spread by.
 * Source: Levenberg 1944; Marquardt 1963; More 1978 (scaling); Nielsen 1999 (damping).
 * Checked against: R 4.2.2 `nls`; NIST StRD nonlinear problems.
 */
export function levenbergMarquardt(
  problem: LeastSquaresProblem,
  start: ArrayLike<number>,
): LeastSquaresFit | NotEstimable {
  const { observations, parameters } = problem;
  const residuals = new Float64Array(observations);
  const tried = new Float64Array(observations);
  const jacobian = new Float64Array(observations * parameters);
  const norms = new Float64Array(parameters);
  const scale = new Float64Array(parameters);
  let at = Float64Array.from(start);
  problem.residuals(at, residuals);
  let rss = sumOfSquares(residuals);
  if (!Number.isFinite(rss)) return notEstimable("the curve has no value at the start of the search");
  let damping = 1e-3;
  let growth = 2;
  let converged = false;
  let steps = 0;
  problem.jacobian(at, jacobian);
  for (; steps < MOST_STEPS && !converged; steps += 1) {
    if (steepness(jacobian, residuals, norms, Math.sqrt(rss)) < FLAT) {
      converged = true;
      break;
    }
    norms.forEach((norm, column) => {
      scale[column] = Math.max(scale[column] ?? 0, norm) || 1;
    });
    const step = dampedStep(jacobian, residuals, scale, damping);
    const next = step === null ? at : at.map((value, index) => value + (step[index] ?? 0));
    problem.residuals(next, tried);
    const reached = sumOfSquares(tried);
    const stands =
      step?.every((value, index) => Math.abs(value) <= LEAST_STEP * Math.abs(at[index] ?? 0)) ?? false;
    if (stands) converged = true;
    else if (step !== null && Number.isFinite(reached) && reached < rss) {
      damping = Math.max(damping / 5, 1e-18);
      growth = 2;
      at = next;
      residuals.set(tried);
      rss = reached;
      problem.jacobian(at, jacobian);
    } else {
      damping *= growth;
      growth *= 2;
      // No step however small goes down any more: rounding is all that is left, or the end of the scale.
      if (damping > 1e12) {
        converged = steepness(jacobian, residuals, norms, Math.sqrt(rss)) < 1e-6;
        break;
      }
    }
  }
  const df = observations - parameters;
  const covariance = df > 0 && rss > 0 ? covarianceOf(jacobian, parameters, rss / df) : null;
  return { estimate: at, covariance, rss, df, converged, steps };
}
