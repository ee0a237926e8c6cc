import { measuredAt, pick } from "./run-courses.js";
import { IDENTITY, type Whitening, whiteningBy } from "./whitening.js";
import type { WithinRunCovariance } from "./within-run-covariance.js";

/** The covariance between these checkpoints, ready to whiten. */
export function whiteningAt(
  covariance: WithinRunCovariance | null,
  times: Float64Array,
  places: readonly number[],
): Whitening {
  if (covariance === null) return IDENTITY;
  const size = places.length;
  const matrix = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const distance = (times[places[row] ?? 0] ?? 0) - (times[places[column] ?? 0] ?? 0);
      matrix[row * size + column] = covariance.level + covariance.spread * covariance.correlation(distance);
    }
  }
  return whiteningBy(matrix, size) ?? IDENTITY;
}

/**
 * Question: what would each run's course be, had none of its checkpoints been missed?
 * Model: missing at random given the run's other checkpoints; deviations of a run have the given covariance.
 * Formula: the arm's mean course by generalised least squares, m = M^-1 sum Z'V^-1 y with M = sum Z'V^-1 Z; run s
 *   becomes m + S M^-1 Z'V^-1 (y - Z m): the mean over runs is m, and the spread over runs is that of m's sandwich.
 *   A complete arm is returned as it is.
 * Units: those of the values.
 * Not estimable when: a checkpoint has no run at all (undefined).
 * Source: Liang and Zeger 1986 (the run's contribution to a generalised estimating equation).
 * Checked against: complete courses, which it leaves alone; R 4.2.2 `nlme::gls` for the mean course.
 */
export function completedCourses(
  times: Float64Array,
  runs: readonly Float64Array[],
  covariance: WithinRunCovariance | null,
): readonly Float64Array[] | undefined {
  const count = times.length;
  const kept = runs.map((course) => measuredAt(course));
  if (kept.every((places) => places.length === count)) return runs;
  const whitenings = kept.map((places) => whiteningAt(covariance, times, places));
  const information = new Float64Array(count * count);
  const right = new Float64Array(count);
  const pulled = (run: number, values: Float64Array): Float64Array => {
    const whitening = whitenings[run] ?? IDENTITY;
    return whitening.transpose(whitening.apply(values));
  };
  runs.forEach((course, run) => {
    const places = kept[run] ?? [];
    const own = pulled(run, pick(course, places));
    places.forEach((place, row) => {
      right[place] = (right[place] ?? 0) + (own[row] ?? 0);
      const column = pulled(
        run,
        Float64Array.from(places, (other) => (other === place ? 1 : 0)),
      );
      places.forEach((other, entry) => {
        information[other * count + place] = (information[other * count + place] ?? 0) + (column[entry] ?? 0);
      });
    });
  });
  const inverse = whiteningBy(information, count);
  if (inverse === undefined) return undefined;
  const solve = (vector: Float64Array) => inverse.transpose(inverse.apply(vector));
  const mean = solve(right);
  return runs.map((course, run) => {
    const places = kept[run] ?? [];
    const own = pulled(
      run,
      Float64Array.from(places, (place) => (course[place] ?? 0) - (mean[place] ?? 0)),
    );
    const spread = new Float64Array(count);
    places.forEach((place, row) => {
      spread[place] = own[row] ?? 0;
    });
    const moved = solve(spread);
    return mean.map((value, place) => value + runs.length * (moved[place] ?? 0));
  });
}
