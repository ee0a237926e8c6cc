import { dot } from "../numeric/dot.js";
import type { Whitening } from "./whitening.js";

/** D_inf + (D0 - D_inf) exp(-k t), or the same without a plateau. */
export interface CurveShape {
  readonly plateau: boolean;
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

/** Whether the curve is written around the straight line: nearer to it than a fold in the whole time. */
function isNearLine(times: Float64Array, rate: number): boolean {
  return Math.abs(rate) * (times.at(-1) ?? 0) <= 1;
}

/** Time on the clock of a decaying curve: a growing one is read backwards. */
function clockTime(times: Float64Array, rate: number, place: number): number {
  const time = times[place] ?? 0;
  return rate > 0 ? time : (times.at(-1) ?? 0) - time;
}

/**
 * The columns that enter linearly at a rate, for times that begin at 0. Multiples do not matter and are chosen so that
 * nothing cancels: near rate 0 the curve is written around the straight line, and far from it around its own decay; a
 * growing curve is a decaying one read backwards.
 */
function columnsAt(times: Float64Array, rate: number, { plateau }: CurveShape): Float64Array[] {
  const near = isNearLine(times, rate);
  const speed = Math.abs(rate);
  const column = new Float64Array(times.length);
  for (let place = 0; place < column.length; place += 1) {
    const time = times[place] ?? 0;
    if (!near) column[place] = Math.exp(-speed * clockTime(times, rate, place));
    else if (!plateau) column[place] = Math.exp(-rate * time);
    else column[place] = rate === 0 ? time : -Math.expm1(-rate * time) / rate;
  }
  return plateau ? [new Float64Array(times.length).fill(1), column] : [column];
}

/** The direction in which the rate bends the curve, written as its columns are. It keeps its sign over all rates. */
function directionAt(times: Float64Array, rate: number, { plateau }: CurveShape): Float64Array {
  const near = isNearLine(times, rate);
  const speed = Math.abs(rate);
  const sign = rate > 0 || plateau ? 1 : -1;
  let first = Number.POSITIVE_INFINITY;
  for (let place = 0; place < times.length; place += 1) {
    const time = clockTime(times, rate, place);
    if (time > 0 && time < first) first = time;
  }
  const direction = new Float64Array(times.length);
  for (let place = 0; place < direction.length; place += 1) {
    const time = times[place] ?? 0;
    if (!near) {
      const clock = clockTime(times, rate, place);
      direction[place] = sign * clock * Math.exp(-speed * (clock - first));
    } else if (plateau) direction[place] = -time * time * secondDifference(rate * time);
    else direction[place] = time * Math.exp(-rate * time);
  }
  return direction;
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

function orthonormal(columns: readonly Float64Array[], whitening: Whitening): Float64Array[] {
  const found: Float64Array[] = [];
  for (const column of columns) found.push(unit(takenOut(unit(whitening.apply(column)), found)));
  return found;
}

/** The curves of one rate; what both questions to it share is worked out once. */
export class RateCurves {
  readonly #times: Float64Array;
  readonly #rate: number;
  readonly #shape: CurveShape;
  readonly #whitening: Whitening;
  readonly #columns: readonly Float64Array[];

  constructor(times: Float64Array, rate: number, shape: CurveShape, whitening: Whitening) {
    this.#times = times;
    this.#rate = rate;
    this.#shape = shape;
    this.#whitening = whitening;
    this.#columns = orthonormal(columnsAt(times, rate, shape), whitening);
  }

  /** Sum of squares around the best of them. @param white the values in white coordinates */
  squares(white: Float64Array): number {
    const left = takenOut(white.slice(), this.#columns);
    return dot(left, left);
  }

  /**
   * The contrast over the checkpoints that is 0 for every curve of that rate and as far as possible from 0 for curves
   * of other rates: the score for the rate, with the linear part projected out. 0 for values whose best rate this is.
   */
  contrast(): Float64Array {
    const direction = directionAt(this.#times, this.#rate, this.#shape);
    const bent = unit(takenOut(unit(this.#whitening.apply(direction)), this.#columns));
    return this.#whitening.transpose(bent);
  }
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
