/** The lowest point found in several dimensions. */
export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  /** False where the steps ran out before the simplex was small. */
  readonly converged: boolean;
}

/** How to search, and when to stop. */
export interface NelderMeadOptions {
  /** Length of the first simplex along each axis; default a tenth of the start, or 0.1 at 0. */
  readonly steps?: Float64Array;
  /** The search ends when the simplex is this small, relative to its position, in x and in value. */
  readonly tolerance?: number;
  readonly maximumEvaluations?: number;
  /** How often it starts again from its own answer, which frees a simplex that has collapsed. */
  readonly restarts?: number;
  /** Points are moved to the nearest one at or above these; for parameters that have a boundary. */
  readonly lowerBounds?: Float64Array;
}

interface Vertex {
  readonly x: Float64Array;
  readonly value: number;
}

function along(from: Float64Array, to: Float64Array, share: number): Float64Array {
  return from.map((value, axis) => value + share * ((to[axis] ?? 0) - value));
}

function isSmall(best: Vertex, simplex: readonly Vertex[], tolerance: number): boolean {
  return simplex.every(
    ({ x, value }) =>
      Math.abs(value - best.value) <= tolerance * (Math.abs(best.value) + tolerance) &&
      x.every((at, axis) => Math.abs(at - (best.x[axis] ?? 0)) <= Math.sqrt(tolerance) * (1 + Math.abs(at))),
  );
}

function search(
  height: (x: Float64Array) => Vertex,
  start: Vertex,
  steps: Float64Array,
  tolerance: number,
  mayContinue: () => boolean,
): Vertex {
  const dimensions = start.x.length;
  // Gao and Han 2012: the coefficients depend on the dimension, and equal the classical ones at two.
  const expansion = 1 + 2 / Math.max(2, dimensions);
  const contraction = 0.75 - 1 / (2 * Math.max(2, dimensions));
  const shrink = 1 - 1 / Math.max(2, dimensions);
  let simplex: Vertex[] = [start];
  steps.forEach((step, axis) => {
    const x = start.x.slice();
    x[axis] = (x[axis] ?? 0) + step;
    simplex.push(height(x));
  });
  for (;;) {
    simplex.sort((one, other) => one.value - other.value);
    const best = simplex[0] ?? start;
    const worst = simplex[dimensions] ?? start;
    const second = simplex[dimensions - 1] ?? start;
    if (!mayContinue() || isSmall(best, simplex, tolerance)) return best;
    const centre = new Float64Array(dimensions);
    for (const { x } of simplex.slice(0, dimensions)) {
      for (let axis = 0; axis < dimensions; axis += 1) {
        centre[axis] = (centre[axis] ?? 0) + (x[axis] ?? 0) / dimensions;
      }
    }
    const reflected = height(along(centre, worst.x, -1));
    let next: Vertex | undefined;
    if (reflected.value < best.value) {
      const expanded = height(along(centre, worst.x, -expansion));
      next = expanded.value < reflected.value ? expanded : reflected;
    } else if (reflected.value < second.value) {
      next = reflected;
    } else {
      const outside = reflected.value < worst.value;
      const contracted = height(along(centre, worst.x, outside ? -contraction : contraction));
      if (contracted.value < Math.min(reflected.value, worst.value)) next = contracted;
    }
    if (next === undefined) {
      simplex = simplex.map((vertex) => (vertex === best ? vertex : height(along(best.x, vertex.x, shrink))));
    } else {
      simplex[dimensions] = next;
    }
  }
}

/**
 * Local minimum without derivatives (Nelder and Mead 1965, with the dimension's own coefficients), started again from
 * its own answer. A NaN counts as infinitely high, so a function may refuse a point.
 */
export function nelderMead(
  f: (x: Float64Array) => number,
  start: Float64Array,
  { steps, tolerance = 1e-12, maximumEvaluations, restarts = 2, lowerBounds }: NelderMeadOptions = {},
): Minimum {
  const limit = maximumEvaluations ?? 2000 * Math.max(1, start.length);
  let evaluations = 0;
  const height = (point: Float64Array): Vertex => {
    evaluations += 1;
    const x = lowerBounds
      ? point.map((at, axis) => Math.max(at, lowerBounds[axis] ?? Number.NEGATIVE_INFINITY))
      : point;
    const value = f(x);
    return { x, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  const first = steps ?? start.map((at) => (at === 0 ? 0.1 : 0.1 * at));
  let best = height(start);
  for (let round = 0; round <= restarts; round += 1) {
    const found = search(
      height,
      best,
      first.map((step) => step / 4 ** round),
      tolerance,
      () => evaluations < limit,
    );
    const gained = best.value - found.value;
    best = found;
    if (round > 0 && gained <= tolerance * (Math.abs(best.value) + tolerance)) break;
  }
  return { x: best.x, value: best.value, converged: evaluations < limit };
}
