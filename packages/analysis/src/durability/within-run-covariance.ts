import { brentMinimum } from "../numeric/brent-minimum.js";
import { dot } from "../numeric/dot.js";
import { measuredAt, pick, type RunCourses } from "./run-courses.js";
import { chainWhitening, type Whitening } from "./whitening.js";

/** How the checkpoints of one run deviate together from the mean course of its arm. */
export interface WithinRunCovariance {
  /** Variance of the run's own level, shared by all of its checkpoints. */
  readonly level: number;
  /** Variance of a single checkpoint around that level. */
  readonly spread: number;
  /** Correlation of the latter between checkpoints that far apart. */
  readonly correlation: (distance: number) => number;
  /** The same between neighbours, `gap` steps apart (the median). */
  readonly neighbours: number;
  readonly gap: number;
}

const MOST = 0.98;

/** The middle distance between neighbouring checkpoints. */
export function medianGap(times: Float64Array): number {
  const gaps = [...times.slice(1)].map((time, place) => time - (times[place] ?? 0)).sort((a, b) => a - b);
  const middle = gaps.length / 2;
  return gaps.length % 2 === 1
    ? (gaps[Math.floor(middle)] ?? 1)
    : ((gaps[middle - 1] ?? 1) + (gaps[middle] ?? 1)) / 2;
}

interface Residuals {
  readonly places: readonly number[];
  /** The same for runs with the same places. */
  readonly key: string;
  readonly values: Float64Array;
}

/** Deviations of the runs of one arm from its mean at each checkpoint. */
function residualsOf(runs: readonly Float64Array[], count: number): Residuals[] {
  const mean = new Float64Array(count);
  const present = new Float64Array(count);
  for (const course of runs) {
    for (const place of measuredAt(course)) {
      mean[place] = (mean[place] ?? 0) + (course[place] ?? 0);
      present[place] = (present[place] ?? 0) + 1;
    }
  }
  return runs.map((course) => {
    const places = measuredAt(course);
    const own = pick(course, places);
    return {
      places,
      key: places.join(" "),
      values: own.map((value, row) => {
        const place = places[row] ?? 0;
        return value - (mean[place] ?? 0) / (present[place] ?? 1);
      }),
    };
  });
}

/** White coordinates of runs with the same checkpoints, with the column of their levels. */
interface WhiteRun {
  readonly whitening: Whitening;
  readonly ones: Float64Array;
  readonly total: number;
}

function whiteRun(neighbours: Float64Array): WhiteRun | undefined {
  const whitening = chainWhitening(neighbours);
  if (whitening === undefined) return undefined;
  const ones = whitening.apply(new Float64Array(neighbours.length + 1).fill(1));
  return { whitening, ones, total: dot(ones, ones) };
}

interface Fitted {
  /** Minus twice the restricted log likelihood, up to a constant. */
  readonly deviance: number;
  readonly spread: number;
  /** Mean square of the runs' own levels, and the mean variance that each would have from a spread of 1 alone. */
  readonly levels: number;
  readonly levelVariance: number;
}

/** The runs of both arms as they deviate from their arm's course. */
interface Deviations {
  readonly residuals: readonly Residuals[];
  readonly times: Float64Array;
  readonly gap: number;
}

function fitAt({ residuals, times, gap }: Deviations, phi: number): Fitted {
  const runs = residuals.length;
  // Means were taken out of both arms: each run stands for a little less than itself.
  const weight = (runs - 2) / runs;
  const known = new Map<string, WhiteRun>();
  let logs = 0;
  let squares = 0;
  let freedom = 0;
  let measured = 0;
  let levels = 0;
  let levelVariance = 0;
  for (const { places, key, values } of residuals) {
    const size = places.length;
    if (size === 0) continue;
    const white = known.get(key) ?? whiteRun(correlations(times, places, phi, gap));
    if (white === undefined)
      return { deviance: Number.POSITIVE_INFINITY, spread: 0, levels: 0, levelVariance: 0 };
    known.set(key, white);
    const { whitening, ones, total } = white;
    const own = whitening.apply(values);
    const level = dot(ones, own) / total;
    logs += weight * (whitening.logDeterminant + Math.log(total));
    squares += dot(own, own) - level * level * total;
    freedom += weight * (size - 1);
    measured += 1;
    levels += level * level;
    levelVariance += 1 / total;
  }
  const spread = Math.max(0, squares) / freedom;
  return {
    deviance: logs + freedom * Math.log(spread),
    spread,
    levels: levels / (runs - 2),
    levelVariance: levelVariance / measured,
  };
}

/** Where even so little correlation is worse than none, there is none. */
const LEAST = 1e-4;

/**
 * Question: how do the checkpoints of one run hang together?
 * Model: y = mean of the arm at the checkpoint + level of the run + deviation with correlation phi^(distance / gap).
 * Formula: phi by restricted maximum likelihood with the runs' levels and the arms' courses as fixed effects, on
 *   [0, 0.98], 0 where the likelihood falls from there; the spread from the same; the variance of levels by moments, at least 0.
 * Units: squares of the values' unit.
 * Not estimable when: an arm has one run, or nothing varies within runs (null).
 * Source: Pinheiro and Bates 2000 (corCAR1).
 * Checked against: R 4.2.2 `nlme::gls`, corCAR1, REML.
 */
export function withinRunCovariance({ times, arm, control }: RunCourses): WithinRunCovariance | null {
  if (arm.length < 2 || control.length < 2) return null;
  const count = times.length;
  const residuals = [...residualsOf(arm, count), ...residualsOf(control, count)];
  const gap = medianGap(times);
  const all: Deviations = { residuals, times, gap };
  const free = fitAt(all, 0);
  if (!(free.spread > 1e-24)) return null;
  const deviance = (phi: number) => fitAt(all, phi).deviance;
  const neighbours = deviance(LEAST) > free.deviance ? 0 : brentMinimum(deviance, 0, MOST, 1e-6).x;
  const { spread, levels, levelVariance } = neighbours === 0 ? free : fitAt(all, neighbours);
  return {
    level: Math.max(0, levels - levelVariance * spread),
    spread,
    correlation: (distance) => neighbours ** (Math.abs(distance) / gap),
    neighbours,
    gap,
  };
}

/** Correlations of each checkpoint with the next one: with these alone, deviations are a chain. */
function correlations(
  times: Float64Array,
  places: readonly number[],
  phi: number,
  gap: number,
): Float64Array {
  return Float64Array.from(places.slice(1), (place, before) => {
    const distance = (times[place] ?? 0) - (times[places[before] ?? 0] ?? 0);
    return phi ** (Math.abs(distance) / gap);
  });
}
