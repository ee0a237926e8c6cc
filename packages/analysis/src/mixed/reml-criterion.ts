import type { AbsorbedDesign } from "./absorbed-design.js";

/** The restricted likelihood's parts at one set of variance ratios. */
export interface RemlPoint {
  /** log |V| + log |X'V^-1 X|, V in units of the residual variance. */
  readonly logDeterminants: number;
  /** y' P y, in the same units. */
  readonly squares: number;
  /** Cholesky factor of the whole, a full square with zeros above: outer levels, X, y. */
  readonly factor: Float64Array;
  /** U' W^-1 U, packed: U the outer levels, X and y; W the covariance without the outer groupings. */
  readonly products: Float64Array;
}

/** Adds `weight` times the lower triangle of `matrix`. */
function addTo(into: Float64Array, matrix: Float64Array, weight: number): void {
  for (let index = 0; index < into.length; index += 1) {
    into[index] = (into[index] ?? 0) + weight * (matrix[index] ?? 0);
  }
}

/** Lower Cholesky factor in place; false where the matrix is not positive definite. */
function factorise(matrix: Float64Array, size: number): boolean {
  for (let row = 0; row < size; row += 1) {
    const at = row * size;
    for (let column = 0; column <= row; column += 1) {
      const across = column * size;
      let sum = matrix[at + column] ?? 0;
      for (let k = 0; k < column; k += 1) sum -= (matrix[at + k] ?? 0) * (matrix[across + k] ?? 0);
      if (column < row) {
        matrix[at + column] = sum / (matrix[across + column] ?? 1);
      } else {
        if (!(sum > 0)) return false;
        matrix[at + row] = Math.sqrt(sum);
      }
    }
  }
  return true;
}

/** W-inverse products of all columns, W being the covariance from the residual, absorbed and nested parts; and log |W|. */
function absorbedProducts(
  design: AbsorbedDesign,
  ratioOf: (grouping: number) => number,
): { readonly products: Float64Array; readonly logDeterminant: number } {
  const products = design.base.slice();
  const inner = ratioOf(design.nested);
  const top = ratioOf(design.absorbed);
  let logDeterminant = 0;
  for (const { rows, count, products: own } of design.levels) {
    if (inner === 0) break;
    addTo(products, own, -inner / (1 + rows * inner));
    logDeterminant += count * Math.log1p(rows * inner);
  }
  for (const { count, sizes, products: own } of design.classes) {
    if (top === 0) break;
    let rows = 0;
    for (const size of sizes) rows += (size.levels * size.rows) / (1 + size.rows * inner);
    const weight = top / (1 + top * rows);
    for (const { one, other, matrix } of own) {
      const left = 1 + (sizes[one]?.rows ?? 0) * inner;
      const right = 1 + (sizes[other]?.rows ?? 0) * inner;
      addTo(products, matrix, -weight / (left * right));
    }
    logDeterminant += count * Math.log1p(top * rows);
  }
  return { products, logDeterminant };
}

/**
 * Evaluates the restricted likelihood at relative standard deviations `theta`, one for each random intercept
 * (lme4's theta; only their squares matter).
 *
 * @returns null where rounding leaves no positive definite matrix
 */
export function remlPoint(design: AbsorbedDesign, theta: Float64Array): RemlPoint | null {
  const { size, outer, fixed } = design;
  const { products, logDeterminant } = absorbedProducts(design, (grouping) => (theta[grouping] ?? 0) ** 2);
  const levels = outer.length;
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    const own = row < levels ? Math.abs(theta[outer[row] ?? 0] ?? 0) : 1;
    const from = (row * (row + 1)) / 2;
    for (let column = 0; column <= row; column += 1) {
      const other = column < levels ? Math.abs(theta[outer[column] ?? 0] ?? 0) : 1;
      const unit = row === column && row < levels ? 1 : 0;
      factor[row * size + column] = (products[from + column] ?? 0) * own * other + unit;
    }
  }
  if (!factorise(factor, size)) return null;
  let logDeterminants = logDeterminant;
  for (let row = 0; row < levels + fixed; row += 1) {
    logDeterminants += 2 * Math.log(factor[row * size + row] ?? 1);
  }
  return { logDeterminants, squares: (factor[size * size - 1] ?? 0) ** 2, factor, products };
}

/** Rows of the inverse of the factor's block for X: the covariance of the coefficients is their cross product. */
export function inverseFixedFactor(
  { size, outer, fixed }: AbsorbedDesign,
  factor: Float64Array,
): Float64Array[] {
  const from = outer.length;
  const inverse = Array.from({ length: fixed }, () => new Float64Array(fixed));
  for (let column = 0; column < fixed; column += 1) {
    for (let row = column; row < fixed; row += 1) {
      let sum = row === column ? 1 : 0;
      for (let k = column; k < row; k += 1) {
        sum -= (factor[(from + row) * size + from + k] ?? 0) * (inverse[k]?.[column] ?? 0);
      }
      inverse[row]?.fill(sum / (factor[(from + row) * size + from + row] ?? 1), column, column + 1);
    }
  }
  return inverse;
}

/** Coefficients of the (orthonormal) design at a point of the criterion. */
export function fixedCoefficients(design: AbsorbedDesign, { factor }: RemlPoint): Float64Array {
  const { size, outer, fixed } = design;
  const inverse = inverseFixedFactor(design, factor);
  return Float64Array.from({ length: fixed }, (_, row) => {
    let sum = 0;
    for (let k = row; k < fixed; k += 1) {
      sum += (inverse[k]?.[row] ?? 0) * (factor[(size - 1) * size + outer.length + k] ?? 0);
    }
    return sum;
  });
}

/** Variance of a combination of the coefficients, in units of the residual variance. */
export function combinationVariance(
  design: AbsorbedDesign,
  { factor }: RemlPoint,
  weights: Float64Array,
): number {
  let squares = 0;
  for (const line of inverseFixedFactor(design, factor)) {
    let sum = 0;
    for (let column = 0; column < line.length; column += 1)
      sum += (line[column] ?? 0) * (weights[column] ?? 0);
    squares += sum * sum;
  }
  return squares;
}
