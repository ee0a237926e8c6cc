import { brentRoot } from "../numeric/brent-root.js";
import { type CurveShape, curvesOf } from "./exponential-curve.js";
import type { Whitening } from "./whitening.js";

const STEPS = 24;
/** Below this part of the course a decline is a straight line, above this many folds in one gap a single jump. */
const SLOWEST = 0.02;
const FASTEST = 30;

/** Rates to look at, in their order: from a straight line to a jump at the first step; both signs where asked for. */
export function rateGrid(times: Float64Array, signed: boolean): Float64Array {
  const last = times.at(-1) ?? 0;
  const gapAt = (place: number) => Math.abs((times[place + 1] ?? 0) - (times[place] ?? 0));
  const grid = (gap: number) => {
    const from = Math.log(SLOWEST / last);
    const to = Math.log(FASTEST / gap);
    return Array.from({ length: STEPS }, (_, step) => Math.exp(from + ((to - from) * step) / (STEPS - 1)));
  };
  const up = grid(gapAt(0));
  const down = signed ? grid(gapAt(times.length - 2)).map((rate) => -rate) : [];
  return Float64Array.from([...down.reverse(), 0, ...up]);
}

/** The best rate, with the sum of squares that its curve leaves. */
export interface BestRate {
  /** null where the least lies at an end of the grid: a straight line, or a jump. */
  readonly rate: number | null;
  /** The best place of the grid. */
  readonly near: number;
  readonly squares: number;
}

/** The curves of one shape through one set of values: what they leave, and which way a better rate lies. */
export interface CurveFamily {
  /** Sum of squares, in white coordinates, around the best curve of that rate; worked out once for each rate. */
  readonly squares: (rate: number) => number;
  /** The contrast whose value is the score for the rate; worked out once for each rate. */
  readonly contrast: (rate: number) => Float64Array;
  /** The score for the rate: 0 at the best one. */
  readonly score: (rate: number) => number;
}

/** What is known of the curves of one rate. */
interface Known {
  readonly squares: number;
  readonly contrast: () => Float64Array;
}

export function curveFamily(
  times: Float64Array,
  values: Float64Array,
  shape: CurveShape,
  whitening: Whitening,
): CurveFamily {
  const white = whitening.apply(values);
  const known = new Map<number, Known>();
  const contrasts = new Map<number, Float64Array>();
  const at = (rate: number): Known => {
    const found = known.get(rate);
    if (found !== undefined) return found;
    const curves = curvesOf(times, rate, shape, whitening);
    const fresh = { squares: curves.squares(white), contrast: curves.contrast };
    known.set(rate, fresh);
    return fresh;
  };
  const contrastAt = (rate: number): Float64Array => {
    const contrast = contrasts.get(rate) ?? at(rate).contrast();
    contrasts.set(rate, contrast);
    return contrast;
  };
  return {
    squares: (rate) => at(rate).squares,
    contrast: contrastAt,
    score: (rate) => {
      const contrast = contrastAt(rate);
      let sum = 0;
      for (let index = 0; index < contrast.length; index += 1)
        sum += (contrast[index] ?? 0) * (values[index] ?? 0);
      return sum;
    },
  };
}

/** The rate whose best curve leaves the least (generalised) sum of squares. */
export function bestRate({ squares, score }: CurveFamily, grid: Float64Array): BestRate {
  let least = 0;
  let lowest = Number.POSITIVE_INFINITY;
  grid.forEach((rate, place) => {
    const left = squares(rate);
    if (left < lowest) {
      lowest = left;
      least = place;
    }
  });
  const near = grid[least] ?? 0;
  if (least === 0 || least === grid.length - 1) return { rate: null, near, squares: lowest };
  const [low = 0, middle = 0, high = 0] = [grid[least - 1], grid[least], grid[least + 1]];
  // At the lowest point the score changes its sign, on one side of the lowest place of the grid or the other.
  const options = { tolerance: 1e-12 * Math.abs(middle) };
  const rate = brentRoot(score, low, middle, options) ?? brentRoot(score, middle, high, options) ?? middle;
  return { rate, near, squares: Math.min(lowest, squares(rate)) };
}

/** The rates that a test at each of them does not exclude; an infinite end is beyond the grid. */
export interface RateSet {
  readonly lower: number;
  readonly upper: number;
}

/** A test at each rate. */
export interface RateTest {
  readonly keeps: (rate: number) => boolean;
  /** What the test is short of not rejecting the rate: at most 0 where it is kept. */
  readonly excess: (rate: number) => number;
}

/**
 * Which rates are not excluded: the smallest range that holds every rate of the grid that a test keeps, its ends
 * where the excess is 0. Undefined where every rate is excluded.
 */
export function rateSet(grid: Float64Array, { keeps, excess }: RateTest): RateSet | undefined {
  const places = [...grid.keys()].filter((place) => keeps(grid[place] ?? 0));
  const first = places[0];
  const last = places.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const between = (out: number, into: number) =>
    brentRoot(excess, grid[out] ?? 0, grid[into] ?? 0, {
      tolerance: 1e-6 * Math.abs(grid[into] ?? 0) + 1e-300,
    });
  const lower =
    first === 0
      ? grid[0] === 0
        ? 0
        : Number.NEGATIVE_INFINITY
      : (between(first - 1, first) ?? grid[first - 1] ?? 0);
  const upper =
    last === grid.length - 1 ? Number.POSITIVE_INFINITY : (between(last + 1, last) ?? grid[last + 1] ?? 0);
  return { lower, upper };
}
