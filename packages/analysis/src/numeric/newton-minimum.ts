import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { derivativesAlong } from "./differences.js";

/** The lowest point that Newton's method found. */
export interface NewtonMinimum {
  readonly x: Float64Array;
  readonly value: number;
  /** False where the steps ran out, or no way down was found before the slope was level. */
  readonly converged: boolean;
}

/** How long a step of the differences is, and when the search ends. */
export interface NewtonOptions {
  /** Steps of the differences are this share of the larger of |x| and `scale`. */
  readonly relativeStep?: number;
  readonly scale?: number;
  readonly maximumSteps?: number;
  /** Largest move along any axis in one step. */
  readonly longest?: number;
  /** The function's gradient, where it is at hand; the Hessian is then taken from its differences. */
  readonly gradient?: (x: Float64Array) => Float64Array;
}

const GRADIENT_STEP = 1e-6;

/** -|H|^-1 g: down the slope also where the surface is curved the wrong way. */
function direction(gradient: Float64Array, hessian: Float64Array): Float64Array {
  const size = gradient.length;
  const square = new Matrix(size, size);
  hessian.forEach((value, index) => {
    square.set(Math.floor(index / size), index % size, value);
  });
  const { eigenvectorMatrix, realEigenvalues } = new EigenvalueDecomposition(square, {
    assumeSymmetric: true,
  });
  const steepest = Math.max(...realEigenvalues.map(Math.abs), Number.MIN_VALUE);
  const move = new Float64Array(size);
  realEigenvalues.forEach((curvature, index) => {
    let slope = 0;
    for (let axis = 0; axis < size; axis += 1) {
      slope += eigenvectorMatrix.get(axis, index) * (gradient[axis] ?? 0);
    }
    const pace = slope / Math.max(Math.abs(curvature), 1e-10 * steepest);
    for (let axis = 0; axis < size; axis += 1) {
      move[axis] = (move[axis] ?? 0) - pace * eigenvectorMatrix.get(axis, index);
    }
  });
  return move;
}

interface Curvature {
  readonly gradient: Float64Array;
  readonly hessian: Float64Array;
}

/** Fourth-order differences along the axes; second-order across them, which costs a quarter and is near enough. */
function differences(f: (x: Float64Array) => number, x: Float64Array, steps: Float64Array): Curvature {
  const size = x.length;
  const single = derivativesAlong(f, x, steps);
  const hessian = new Float64Array(size * size);
  for (let one = 0; one < size; one += 1) {
    hessian[one * size + one] = single.curvatures[one] ?? Number.NaN;
    for (let other = 0; other < one; other += 1) {
      const [along, across] = [steps[one] ?? 1, steps[other] ?? 1];
      const both = x.slice();
      both[one] = (x[one] ?? 0) + along;
      both[other] = (x[other] ?? 0) + across;
      const neither = x.slice();
      neither[one] = (x[one] ?? 0) - along;
      neither[other] = (x[other] ?? 0) - across;
      const sides = (single.sides[one] ?? 0) + (single.sides[other] ?? 0);
      const mixed = (f(both) + f(neither) - sides + 2 * single.value) / (2 * along * across);
      hessian[one * size + other] = mixed;
      hessian[other * size + one] = mixed;
    }
  }
  return { gradient: single.slopes, hessian };
}

/** The gradient, and the Hessian from its forward differences: near enough, as the gradient alone says where to stop. */
function curvatureOf(slope: (x: Float64Array) => Float64Array, x: Float64Array, scale: number): Curvature {
  const size = x.length;
  const gradient = slope(x);
  const hessian = new Float64Array(size * size);
  for (let axis = 0; axis < size; axis += 1) {
    const step = GRADIENT_STEP * Math.max(Math.abs(x[axis] ?? 0), scale);
    const moved = x.slice();
    moved[axis] = (moved[axis] ?? 0) + step;
    slope(moved).forEach((value, other) => {
      const half = (value - (gradient[other] ?? 0)) / step / 2;
      hessian[axis * size + other] = (hessian[axis * size + other] ?? 0) + half;
      hessian[other * size + axis] = (hessian[other * size + axis] ?? 0) + half;
    });
  }
  return { gradient, hessian };
}

/**
 * Local minimum of a smooth function by Newton's method with fourth-order differences and step halving: quadratic
 * convergence to nearly the last digit, where a search that only compares values stops at half of them. The function
 * must be smooth on both sides of its boundary; one that depends on squares alone is.
 */
export function newtonMinimum(
  f: (x: Float64Array) => number,
  start: Float64Array,
  { relativeStep = 0.01, scale = 0.1, maximumSteps = 60, longest = 1, gradient: exact }: NewtonOptions = {},
): NewtonMinimum {
  let x = start.slice();
  let value = f(x);
  let lastMove = Number.POSITIVE_INFINITY;
  for (let count = 0; count < maximumSteps; count += 1) {
    const steps = x.map((at) => relativeStep * Math.max(Math.abs(at), scale));
    const { gradient, hessian } = exact ? curvatureOf(exact, x, scale) : differences(f, x, steps);
    if (![...gradient, ...hessian].every(Number.isFinite)) break;
    const move = direction(gradient, hessian);
    const size = Math.max(...move.map((by, axis) => Math.abs(by) / Math.max(1, Math.abs(x[axis] ?? 0))));
    const cap = Math.min(1, longest / Math.max(size, Number.MIN_VALUE));
    const rounding = 1e-14 * (1 + Math.abs(value)) * x.length;
    let share = cap;
    let next = x.map((at, axis) => at + share * (move[axis] ?? 0));
    let height = f(next);
    while (!(height <= value + rounding) && share > 1e-10) {
      share /= 2;
      next = x.map((at, axis) => at + share * (move[axis] ?? 0));
      height = f(next);
    }
    if (!(height <= value + rounding)) return { x, value, converged: size < 1e-6 };
    x = next;
    value = height;
    // Where rounding no longer lets the moves shrink, the last digit is reached.
    if (share === 1 && (size < 1e-11 || (size < 1e-7 && size >= lastMove / 2)))
      return { x, value, converged: true };
    lastMove = size;
  }
  return { x, value, converged: false };
}
