import type { AbsorbedDesign } from "./absorbed-design.js";
import type { RemlPoint } from "./reml-criterion.js";

/** Inverse of the factor's leading block (outer levels and X), lower, a full square of `size - 1`. */
function inverseFactor({ size }: AbsorbedDesign, factor: Float64Array): Float64Array {
  const width = size - 1;
  const inverse = new Float64Array(width * width);
  for (let row = 0; row < width; row += 1) {
    const pivot = factor[row * size + row] ?? 1;
    for (let column = 0; column < row; column += 1) {
      let sum = 0;
      for (let k = column; k < row; k += 1) {
        sum -= (factor[row * size + k] ?? 0) * (inverse[k * width + column] ?? 0);
      }
      inverse[row * width + column] = sum / pivot;
    }
    inverse[row * width + row] = 1 / pivot;
  }
  return inverse;
}

/** L^-T of a vector over the outer levels and X. */
function backward({ size }: AbsorbedDesign, factor: Float64Array, vector: Float64Array): Float64Array {
  const width = size - 1;
  const found = vector.slice();
  for (let row = width - 1; row >= 0; row -= 1) {
    let sum = found[row] ?? 0;
    for (let k = row + 1; k < width; k += 1) sum -= (factor[k * size + row] ?? 0) * (found[k] ?? 0);
    found[row] = sum / (factor[row * size + row] ?? 1);
  }
  return found;
}

/** Adds weight * v v' to a packed lower triangle. */
function addOuter(into: Float64Array, v: Float64Array, weight: number): void {
  let at = 0;
  for (let row = 0; row < v.length; row += 1) {
    const own = weight * (v[row] ?? 0);
    for (let column = 0; column <= row; column += 1) {
      into[at] = (into[at] ?? 0) + own * (v[column] ?? 0);
      at += 1;
    }
  }
}

function inner(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}

/** Slopes of sum H_ij M_ij in theta, M being the matrix that the criterion factorises, and of log |W| where wanted. */
function gradientOf(
  design: AbsorbedDesign,
  theta: Float64Array,
  { products }: RemlPoint,
  h: Float64Array,
  withDeterminant: boolean,
): Float64Array {
  const { size, outer, absorbed, nested } = design;
  const found = new Float64Array(theta.length);
  const scales = Float64Array.from({ length: size }, (_, row) =>
    row < outer.length ? Math.abs(theta[outer[row] ?? 0] ?? 0) : 1,
  );
  // Off the diagonal every entry stands for two.
  const weights = new Float64Array(h.length);
  let at = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const both = (row === column ? 1 : 2) * (h[at] ?? 0);
      weights[at] = both * (scales[row] ?? 0) * (scales[column] ?? 0);
      const pull = both * (products[at] ?? 0);
      if (row < outer.length) {
        const grouping = outer[row] ?? 0;
        found[grouping] = (found[grouping] ?? 0) + pull * (scales[column] ?? 0);
      }
      if (column < outer.length) {
        const grouping = outer[column] ?? 0;
        found[grouping] = (found[grouping] ?? 0) + pull * (scales[row] ?? 0);
      }
      at += 1;
    }
  }
  const low = nested < 0 ? 0 : (theta[nested] ?? 0) ** 2;
  const top = (theta[absorbed] ?? 0) ** 2;
  let slopeLow = 0;
  let slopeTop = 0;
  if (nested >= 0) {
    for (const { rows, count, products: own } of design.levels) {
      const share = 1 / (1 + rows * low);
      slopeLow -= share * share * inner(weights, own);
      if (withDeterminant) slopeLow += count * rows * share;
    }
  }
  for (const { count, sizes, products: own } of design.classes) {
    let rows = 0;
    let bent = 0;
    for (const each of sizes) {
      const share = each.rows / (1 + each.rows * low);
      rows += each.levels * share;
      bent -= each.levels * share * share;
    }
    const whole = 1 / (1 + top * rows);
    for (const { one, other, matrix } of own) {
      const first = sizes[one]?.rows ?? 0;
      const second = sizes[other]?.rows ?? 0;
      const left = 1 + first * low;
      const right = 1 + second * low;
      const size = inner(weights, matrix) / (left * right);
      slopeTop -= whole * whole * size;
      slopeLow += size * top * whole * (top * whole * bent + first / left + second / right);
    }
    if (withDeterminant) {
      slopeTop += count * rows * whole;
      slopeLow += count * top * bent * whole;
    }
  }
  if (nested >= 0) found[nested] = 2 * Math.abs(theta[nested] ?? 0) * slopeLow;
  found[absorbed] = 2 * Math.abs(theta[absorbed] ?? 0) * slopeTop;
  return found;
}

/** The direction in which y is left over: (-M^-1 m, 1). */
function leftOver(design: AbsorbedDesign, factor: Float64Array): Float64Array {
  const { size } = design;
  const last = factor.slice((size - 1) * size, size * size - 1);
  const solved = backward(design, factor, last);
  return Float64Array.from({ length: size }, (_, row) => (row < size - 1 ? -(solved[row] ?? 0) : 1));
}

/** Slopes in theta of `logDeterminants` + scale * `squares`, taken at positive theta. */
export function devianceGradient(
  design: AbsorbedDesign,
  theta: Float64Array,
  point: RemlPoint,
  scale: number,
): Float64Array {
  const { size } = design;
  const width = size - 1;
  const inverse = inverseFactor(design, point.factor);
  const h = new Float64Array((size * (size + 1)) / 2);
  for (let k = 0; k < width; k += 1) {
    for (let row = 0; row <= k; row += 1) {
      const own = inverse[k * width + row] ?? 0;
      const from = (row * (row + 1)) / 2;
      for (let column = 0; column <= row; column += 1) {
        h[from + column] = (h[from + column] ?? 0) + own * (inverse[k * width + column] ?? 0);
      }
    }
  }
  addOuter(h, leftOver(design, point.factor), scale);
  return gradientOf(design, theta, point, h, true);
}

/** Slopes in theta of `squares`. */
export function squaresGradient(design: AbsorbedDesign, theta: Float64Array, point: RemlPoint): Float64Array {
  const h = new Float64Array(point.products.length);
  addOuter(h, leftOver(design, point.factor), 1);
  return gradientOf(design, theta, point, h, false);
}

/** Slopes in theta of the variance of a combination of the coefficients, in units of the residual variance. */
export function varianceGradient(
  design: AbsorbedDesign,
  theta: Float64Array,
  point: RemlPoint,
  weights: Float64Array,
): Float64Array {
  const { size, outer, fixed } = design;
  const from = outer.length;
  const forward = new Float64Array(size - 1);
  for (let row = 0; row < fixed; row += 1) {
    let sum = weights[row] ?? 0;
    for (let k = 0; k < row; k += 1) {
      sum -= (point.factor[(from + row) * size + from + k] ?? 0) * (forward[from + k] ?? 0);
    }
    forward[from + row] = sum / (point.factor[(from + row) * size + from + row] ?? 1);
  }
  const solved = backward(design, point.factor, forward);
  const padded = new Float64Array(size);
  padded.set(solved);
  const h = new Float64Array(point.products.length);
  addOuter(h, padded, -1);
  return gradientOf(design, theta, point, h, false);
}
