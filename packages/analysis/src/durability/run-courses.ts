/** What each run of two arms scored at each checkpoint; NaN where it was not measured. */
export interface RunCourses {
  /** In the unit of the steps, from 0. */
  readonly times: Float64Array;
  readonly arm: readonly Float64Array[];
  readonly control: readonly Float64Array[];
}

/** Places of the checkpoints that a run has. */
export function measuredAt(course: Float64Array): number[] {
  const places: number[] = [];
  for (let place = 0; place < course.length; place += 1)
    if (!Number.isNaN(course[place] ?? Number.NaN)) places.push(place);
  return places;
}

/** What each run's course comes to along a contrast over all checkpoints. */
export function along(contrast: Float64Array, runs: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(runs.length);
  for (let run = 0; run < sums.length; run += 1) {
    const course = runs[run];
    if (course === undefined) continue;
    let sum = 0;
    for (let place = 0; place < contrast.length; place += 1)
      sum += (contrast[place] ?? 0) * (course[place] ?? 0);
    sums[run] = sum;
  }
  return sums;
}

/** The entries at these places. */
export function pick(values: Float64Array, places: readonly number[]): Float64Array {
  const picked = new Float64Array(places.length);
  for (let row = 0; row < picked.length; row += 1) picked[row] = values[places[row] ?? -1] ?? Number.NaN;
  return picked;
}
