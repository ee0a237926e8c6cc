import { brentRoot } from "../numeric/brent-root.js";
import { dot } from "../numeric/dot.js";
import { type CurveShape, RateCurves } from "./exponential-curve.js";
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

/** What is known of the curves of one rate. */
interface Known {
  readonly curves: RateCurves;
  readonly squares: number;
  contrast: Float64Array | undefined;
}

/** The curves of one shape through one set of values: what they leave, and which way a better rate lies. */
export class CurveFamily {
  readonly #times: Float64Array;
  readonly #values: Float64Array;
  readonly #shape: CurveShape;
  readonly #whitening: Whitening;
  readonly #white: Float64Array;
  readonly #known = new Map<number, Known>();

  constructor(times: Float64Array, values: Float64Array, shape: CurveShape, whitening: Whitening) {
    this.#times = times;
    this.#values = values;
    this.#shape = shape;
    this.#whitening = whitening;
    this.#white = whitening.apply(values);
  }

  #at(rate: number): Known {
    const found = this.#known.get(rate);
    if (found !== undefined) return found;
    const curves = new RateCurves(this.#times, rate, this.#shape, this.#whitening);
    const fresh: Known = { curves, squares: curves.squares(this.#white), contrast: undefined };
    this.#known.set(rate, fresh);
    return fresh;
  }

  /** Sum of squares, in white coordinates, around the best curve of that rate; worked out once for each rate. */
  squares(rate: number): number {
    return this.#at(rate).squares;
  }

  /** The contrast whose value is the score for the rate; worked out once for each rate. */
  contrast(rate: number): Float64Array {
    const known = this.#at(rate);
    known.contrast ??= known.curves.contrast();
    return known.contrast;
  }

  /** The score for the rate: 0 at the best one. */
  score(rate: number): number {
    return dot(this.contrast(rate), this.#values);
  }
}

/** The rate whose best curve leaves the least (generalised) sum of squares. */
export function bestRate(family: CurveFamily, grid: Float64Array): BestRate {
  let least = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let place = 0; place < grid.length; place += 1) {
    const left = family.squares(grid[place] ?? 0);
    if (left < lowest) {
      lowest = left;
      least = place;
    }
  }
  const near = grid[least] ?? 0;
  if (least === 0 || least === grid.length - 1) return { rate: null, near, squares: lowest };
  const [low = 0, middle = 0, high = 0] = [grid[least - 1], grid[least], grid[least + 1]];
  // At the lowest point the score changes its sign, on one side of the lowest place of the grid or the other.
  const options = { tolerance: 1e-12 * Math.abs(middle) };
  const score = family.score.bind(family);
  const rate = brentRoot(score, low, middle, options) ?? brentRoot(score, middle, high, options) ?? middle;
  return { rate, near, squares: Math.min(lowest, family.squares(rate)) };
}

/** The rates that a test at each of them does not exclude; an infinite end is beyond the grid. */
export interface RateSet {
  readonly lower: number;
  readonly upper: number;
}

/** A test at each rate. */
export interface RateTest {
  keeps(rate: number): boolean;
  /** What the test is short of not rejecting the rate: at most 0 where it is kept. */
  excess(rate: number): number;
}

/**
 * Which rates are not excluded: the smallest range that holds every rate of the grid that a test keeps, its ends
 * where the excess is 0. Undefined where every rate is excluded.
 */
export function rateSet(grid: Float64Array, test: RateTest): RateSet | undefined {
  let [first, last] = [-1, -1];
  for (let place = 0; place < grid.length; place += 1) {
    if (!test.keeps(grid[place] ?? 0)) continue;
    if (first === -1) first = place;
    last = place;
  }
  if (first === -1) return undefined;
  const excess = test.excess.bind(test);
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
