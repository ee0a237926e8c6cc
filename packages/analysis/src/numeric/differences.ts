/** A function of several variables with several results, at a point: values, gradients and Hessians by result. */
export interface Derivatives {
  readonly values: Float64Array;
  /** `gradients[result][variable]` */
  readonly gradients: readonly Float64Array[];
  /** `hessians[result][variable * variables + other]`; empty where only gradients were asked for. */
  readonly hessians: readonly Float64Array[];
}

function moved(x: Float64Array, by: readonly (readonly [axis: number, distance: number])[]): Float64Array {
  const point = x.slice();
  for (const [axis, distance] of by) point[axis] = (point[axis] ?? 0) + distance;
  return point;
}

/** Fourth-order first and second derivatives from the values at -2, -1, 0, 1 and 2 steps. */
function stencil(values: readonly [number, number, number, number, number]): readonly [number, number] {
  const [farLeft, left, here, right, farRight] = values;
  return [
    (8 * (right - left) - (farRight - farLeft)) / 12,
    (16 * (right + left) - (farRight + farLeft) - 30 * here) / 12,
  ];
}

/**
 * Central differences of fourth order: the error falls with the fourth power of the step, so steps of a hundredth of
 * a smooth function's scale leave about eight digits of a second derivative.
 *
 * @param steps length of one step along each axis
 */
export function derivativesOf(
  f: (x: Float64Array) => Float64Array,
  x: Float64Array,
  steps: Float64Array,
  { withHessians = true }: { readonly withHessians?: boolean } = {},
): Derivatives {
  const variables = x.length;
  const values = f(x);
  const gradients = Array.from(values, () => new Float64Array(variables));
  const hessians = withHessians ? Array.from(values, () => new Float64Array(variables * variables)) : [];
  const line = (axes: readonly (readonly [number, number])[]) => {
    const at = [-2, -1, 1, 2].map((count) =>
      f(
        moved(
          x,
          axes.map(([axis, step]) => [axis, count * step]),
        ),
      ),
    );
    return (result: number): readonly [number, number] => {
      const [farLeft = Number.NaN, left = Number.NaN, right = Number.NaN, farRight = Number.NaN] = at.map(
        (found) => found[result] ?? Number.NaN,
      );
      return stencil([farLeft, left, values[result] ?? Number.NaN, right, farRight]);
    };
  };
  for (let axis = 0; axis < variables; axis += 1) {
    const step = steps[axis] ?? 1;
    const along = line([[axis, step]]);
    values.forEach((_, result) => {
      const [first, second] = along(result);
      gradients[result]?.fill(first / step, axis, axis + 1);
      hessians[result]?.fill(second / (step * step), axis * variables + axis, axis * variables + axis + 1);
    });
  }
  if (!withHessians) return { values, gradients, hessians };
  for (let one = 0; one < variables; one += 1) {
    for (let other = 0; other < one; other += 1) {
      const step = steps[one] ?? 1;
      const across = steps[other] ?? 1;
      const together = line([
        [one, step],
        [other, across],
      ]);
      const apart = line([
        [one, step],
        [other, -across],
      ]);
      values.forEach((_, result) => {
        const mixed = (together(result)[1] - apart(result)[1]) / (4 * step * across);
        hessians[result]?.fill(mixed, one * variables + other, one * variables + other + 1);
        hessians[result]?.fill(mixed, other * variables + one, other * variables + one + 1);
      });
    }
  }
  return { values, gradients, hessians };
}

/** Fourth-order derivatives of one function along each axis, with the sums of its values one step to either side. */
export function derivativesAlong(
  f: (x: Float64Array) => number,
  x: Float64Array,
  steps: Float64Array,
): {
  readonly value: number;
  readonly slopes: Float64Array;
  readonly curvatures: Float64Array;
  readonly sides: Float64Array;
} {
  const value = f(x);
  const slopes = new Float64Array(x.length);
  const curvatures = new Float64Array(x.length);
  const sides = new Float64Array(x.length);
  steps.forEach((step, axis) => {
    const at = (count: number) => f(moved(x, [[axis, count * step]]));
    const [left, right] = [at(-1), at(1)];
    const [first, second] = stencil([at(-2), left, value, right, at(2)]);
    slopes[axis] = first / step;
    curvatures[axis] = second / (step * step);
    sides[axis] = left + right;
  });
  return { value, slopes, curvatures, sides };
}
