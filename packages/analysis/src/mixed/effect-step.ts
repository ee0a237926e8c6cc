import { logistic } from "../glm/binomial-fit.js";
import type { BinomialMixedModel } from "./binomial-mixed-model.js";
import type { EffectLayout, PlacedGrouping } from "./effect-layout.js";

/** A Newton step of the random effects, and the log determinant of the matrix it was solved with. */
export interface EffectStep {
  readonly move: Float64Array;
  readonly logDeterminant: number;
}

/** Effects with a diagonal block: pivots, and their products with the dense effects. */
interface Diagonal {
  readonly pivots: Float64Array;
  readonly cross: Float64Array;
}

/** Lower Cholesky factor in place; returns the log of the determinant. */
function factorise(matrix: Float64Array, size: number): number {
  let logDeterminant = 0;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column] ?? 0;
      for (let k = 0; k < column; k += 1) {
        sum -= (matrix[row * size + k] ?? 0) * (matrix[column * size + k] ?? 0);
      }
      matrix[row * size + column] =
        column < row ? sum / (matrix[column * size + column] ?? 1) : Math.sqrt(sum);
    }
    logDeterminant += 2 * Math.log(matrix[row * size + row] ?? 1);
  }
  return logDeterminant;
}

function solveInPlace(factor: Float64Array, size: number, b: Float64Array): void {
  for (let row = 0; row < size; row += 1) {
    let sum = b[row] ?? 0;
    for (let k = 0; k < row; k += 1) sum -= (factor[row * size + k] ?? 0) * (b[k] ?? 0);
    b[row] = sum / (factor[row * size + row] ?? 1);
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = b[row] ?? 0;
    for (let k = row + 1; k < size; k += 1) sum -= (factor[k * size + row] ?? 0) * (b[k] ?? 0);
    b[row] = sum / (factor[row * size + row] ?? 1);
  }
}

function diagonal(levels: number, size: number): Diagonal {
  return { pivots: new Float64Array(levels).fill(1), cross: new Float64Array(levels * size) };
}

/** Takes the effects of a diagonal block out of the dense block and its right side; returns the log of the pivots. */
function eliminate(
  { pivots, cross }: Diagonal,
  gradient: Float64Array,
  from: number,
  block: Float64Array,
  right: Float64Array,
): number {
  const size = right.length;
  let logDeterminant = 0;
  for (let level = 0; level < pivots.length; level += 1) {
    const pivot = pivots[level] ?? 1;
    logDeterminant += Math.log(pivot);
    const at = level * size;
    for (let row = 0; row < size; row += 1) {
      const value = (cross[at + row] ?? 0) / pivot;
      if (value === 0) continue;
      right[row] = (right[row] ?? 0) - value * (gradient[from + level] ?? 0);
      for (let column = 0; column <= row; column += 1) {
        const cell = row * size + column;
        block[cell] = (block[cell] ?? 0) - value * (cross[at + column] ?? 0);
      }
    }
  }
  return logDeterminant;
}

/** What is left of a diagonal level's right side once the dense effects are known. */
function leftOf({ cross }: Diagonal, level: number, right: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < right.length; row += 1)
    sum += (cross[level * right.length + row] ?? 0) * (right[row] ?? 0);
  return sum;
}

/**
 * One Newton step of the standardised effects towards the mode, from where they give `predictor`: solves
 * (I + L'Z'WZL) move = L'Z'(k - n p) - u by eliminating diagonal blocks.
 */
export function effectStep(
  { events, trials }: BinomialMixedModel,
  layout: EffectLayout,
  theta: Float64Array,
  predictor: Float64Array,
  effects: Float64Array,
): EffectStep {
  const { nested, absorbed, dense, denseLevels: size } = layout;
  const denseFrom = layout.effects - size;
  const scaleOf = (placed: PlacedGrouping | null) => (placed === null ? 0 : (theta[placed.grouping] ?? 0));
  const top = scaleOf(absorbed);
  const low = scaleOf(nested);
  const outer = diagonal(absorbed.levels, size);
  const inner = diagonal(nested?.levels ?? 0, size);
  const ties = new Float64Array(nested?.levels ?? 0);
  const block = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) block[row * size + row] = 1;
  const gradient = effects.map((value) => -value);
  const add = (to: Float64Array, at: number, value: number) => {
    to[at] = (to[at] ?? 0) + value;
  };
  for (let row = 0; row < predictor.length; row += 1) {
    const n = trials[row] ?? 0;
    const p = logistic(predictor[row] ?? 0);
    const weight = n * p * (1 - p);
    const left = (events[row] ?? 0) - n * p;
    const level = absorbed.group[row] ?? 0;
    const below = nested?.group[row] ?? 0;
    add(outer.pivots, level, top * top * weight);
    add(gradient, absorbed.from + level, top * left);
    if (nested !== null) {
      add(inner.pivots, below, low * low * weight);
      add(gradient, nested.from + below, low * left);
      add(ties, below, low * top * weight);
    }
    for (const one of dense) {
      const scale = theta[one.grouping] ?? 0;
      const at = one.from - denseFrom + (one.group[row] ?? 0);
      add(gradient, denseFrom + at, scale * left);
      add(outer.cross, level * size + at, top * scale * weight);
      if (nested !== null) add(inner.cross, below * size + at, low * scale * weight);
      for (const other of dense) {
        const beside = other.from - denseFrom + (other.group[row] ?? 0);
        add(block, at * size + beside, scale * (theta[other.grouping] ?? 0) * weight);
      }
    }
  }
  const right = gradient.slice(denseFrom);
  let logDeterminant = 0;
  if (nested !== null) {
    ties.forEach((tie, below) => {
      const share = tie / (inner.pivots[below] ?? 1);
      const level = layout.parents[below] ?? 0;
      add(outer.pivots, level, -share * tie);
      add(gradient, absorbed.from + level, -share * (gradient[nested.from + below] ?? 0));
      for (let row = 0; row < size; row += 1) {
        add(outer.cross, level * size + row, -share * (inner.cross[below * size + row] ?? 0));
      }
    });
    logDeterminant += eliminate(inner, gradient, nested.from, block, right);
  }
  logDeterminant += eliminate(outer, gradient, absorbed.from, block, right);
  logDeterminant += factorise(block, size);
  solveInPlace(block, size, right);
  const move = new Float64Array(layout.effects);
  move.set(right, denseFrom);
  for (let level = 0; level < absorbed.levels; level += 1) {
    const left = (gradient[absorbed.from + level] ?? 0) - leftOf(outer, level, right);
    move[absorbed.from + level] = left / (outer.pivots[level] ?? 1);
  }
  if (nested !== null) {
    ties.forEach((tie, below) => {
      const parent = move[absorbed.from + (layout.parents[below] ?? 0)] ?? 0;
      const left = (gradient[nested.from + below] ?? 0) - leftOf(inner, below, right) - tie * parent;
      move[nested.from + below] = left / (inner.pivots[below] ?? 1);
    });
  }
  return { move, logDeterminant };
}
