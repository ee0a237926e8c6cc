/** What each run of two arms scored at each checkpoint; NaN where it was not measured. */
export interface RunCourses {
  /** In the unit of the steps, from 0. */
  readonly times: Float64Array;
  readonly arm: readonly Float64Array[];
  readonly control: readonly Float64Array[];
}

/** Places of the checkpoints that a run has. */
export function measuredAt(course: Float64Array): number[] {
  return [...course.keys()].filter((place) => !Number.isNaN(course[place]));
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
  return Float64Array.from(places, (place) => values[place] ?? Number.NaN);
}
