import type { Whitening } from "./whitening.js";

/** D_inf + (D0 - D_inf) exp(-k t), or the same without a plateau. */
export interface CurveShape {
  readonly plateau: boolean;
}

/** The exponential curve at one rate: the columns that enter linearly, and the direction in which the rate bends it. */
interface CurveBasis {
  readonly columns: readonly Float64Array[];
  readonly direction: () => Float64Array;
}

/** (1 - e^-x (1 + x)) / x^2, without cancellation near 0. */
function secondDifference(x: number): number {
  if (Math.abs(x) > 0.5) return (1 - Math.exp(-x) * (1 + x)) / (x * x);
  let term = 1;
  let sum = 0;
  for (let order = 2; order < 18; order += 1) {
    term = order === 2 ? 0.5 : (-term * x) / order;
    sum += term * (order - 1);
  }
  return sum;
}

/**
 * Columns and direction at a rate, for times that begin at 0. Multiples do not matter and are chosen so that nothing
 * cancels: near rate 0 the curve is written around the straight line, and far from it around its own decay; a growing
 * curve is a decaying one read backwards. The direction keeps its sign over all rates.
 */
function basisAt(times: Float64Array, rate: number, { plateau }: CurveShape): CurveBasis {
  const last = times.at(-1) ?? 0;
  const ones = new Float64Array(times.length).fill(1);
  if (Math.abs(rate) * last <= 1) {
    if (!plateau)
      return {
        columns: [times.map((t) => Math.exp(-rate * t))],
        direction: () => times.map((t) => t * Math.exp(-rate * t)),
      };
    const line = times.map((t) => (rate === 0 ? t : -Math.expm1(-rate * t) / rate));
    return { columns: [ones, line], direction: () => times.map((t) => -t * t * secondDifference(rate * t)) };
  }
  const speed = Math.abs(rate);
  const clock = rate > 0 ? times : times.map((t) => last - t);
  const first = clock.reduce((least, t) => (t > 0 && t < least ? t : least), Number.POSITIVE_INFINITY);
  const sign = rate > 0 || plateau ? 1 : -1;
  const decay = clock.map((t) => Math.exp(-speed * t));
  return {
    columns: plateau ? [ones, decay] : [decay],
    direction: () => clock.map((t) => sign * t * Math.exp(-speed * (t - first))),
  };
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1) sum += (one[index] ?? 0) * (other[index] ?? 0);
  return sum;
}

/** Takes orthonormal columns out of `left`, in place; twice, since once leaves rounding behind. */
function takenOut(left: Float64Array, columns: readonly Float64Array[]): Float64Array {
  for (let pass = 0; pass < 2; pass += 1) {
    for (const column of columns) {
      const share = dot(left, column);
      for (let index = 0; index < left.length; index += 1)
        left[index] = (left[index] ?? 0) - share * (column[index] ?? 0);
    }
  }
  return left;
}

/** Scales a vector to length 1, in place: small vectors cost more to make than to fill. */
function unit(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector));
  if (length > 0)
    for (let index = 0; index < vector.length; index += 1) vector[index] = (vector[index] ?? 0) / length;
  return vector;
}

function orthonormal(basis: CurveBasis, whitening: Whitening): Float64Array[] {
  const found: Float64Array[] = [];
  for (const column of basis.columns) found.push(unit(takenOut(unit(whitening.apply(column)), found)));
  return found;
}

/** The curves of one rate. */
export interface RateCurves {
  /** Sum of squares around the best of them. @param white the values in white coordinates */
  readonly squares: (white: Float64Array) => number;
  /**
   * The contrast over the checkpoints that is 0 for every curve of that rate and as far as possible from 0 for curves
   * of other rates: the score for the rate, with the linear part projected out. 0 for values whose best rate this is.
   */
  readonly contrast: () => Float64Array;
}

/** What both questions to a rate share is worked out once. */
export function curvesOf(
  times: Float64Array,
  rate: number,
  shape: CurveShape,
  whitening: Whitening,
): RateCurves {
  const basis = basisAt(times, rate, shape);
  const columns = orthonormal(basis, whitening);
  return {
    squares: (white) => {
      const left = takenOut(white.slice(), columns);
      return dot(left, left);
    },
    contrast: () => whitening.transpose(unit(takenOut(unit(whitening.apply(basis.direction())), columns))),
  };
}

/** Start, and plateau where the shape has one, of the best curve of that rate. */
export function curveAt(
  times: Float64Array,
  values: Float64Array,
  rate: number,
  { plateau }: CurveShape,
  whitening: Whitening,
): { readonly start: number; readonly plateau: number | null } {
  const target = whitening.apply(values);
  // A growing curve is scaled to 1 at its end, so that no power overflows.
  const reference = rate < 0 ? (times.at(-1) ?? 0) : 0;
  const decay = whitening.apply(times.map((t) => Math.exp(-rate * (t - reference))));
  const atStart = Math.exp(rate * reference);
  if (!plateau) return { start: (atStart * dot(decay, target)) / dot(decay, decay), plateau: null };
  const ones = whitening.apply(new Float64Array(times.length).fill(1));
  const bent = takenOut(decay.slice(), [unit(ones.slice())]);
  const drop = dot(bent, target) / dot(bent, bent);
  const end = (dot(ones, target) - drop * dot(ones, decay)) / dot(ones, ones);
  return { start: end + atStart * drop, plateau: end };
}
