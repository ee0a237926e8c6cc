import { describe, expect, it } from "vitest";
import { completedCourses } from "./completed-courses.js";
import type { WithinRunCovariance } from "./within-run-covariance.js";

const TIMES = Float64Array.of(0, 1, 2, 3);
const levelled = (level: number, phi: number): WithinRunCovariance => ({
  level,
  spread: 1,
  correlation: (distance) => phi ** Math.abs(distance),
  neighbours: phi,
  gap: 1,
});

describe("completedCourses", () => {
  it("leaves complete runs alone", () => {
    const runs = [Float64Array.of(1, 2, 3, 4), Float64Array.of(2, 2, 2, 2)];
    expect(completedCourses(TIMES, runs, levelled(1, 0.5))).toBe(runs);
  });

  it("without any covariance takes the mean of the runs that are there", () => {
    const runs = [Float64Array.of(1, 2, 3, 4), Float64Array.of(3, 2, 1, Number.NaN)];
    const found = completedCourses(TIMES, runs, null) ?? [];
    const mean = (place: number) => found.reduce((sum, row) => sum + (row[place] ?? 0), 0) / found.length;
    expect([0, 1, 2, 3].map(mean)).toEqual([2, 2, 2, 4]);
  });

  it("reckons with the level of the run that left", () => {
    // The second run lies 2 above the first wherever both are: its level is its own, so the mean goes on 1 above.
    const runs = [Float64Array.of(1, 1, 1, 1), Float64Array.of(3, 3, 3, Number.NaN)];
    const found = completedCourses(TIMES, runs, levelled(1e6, 0)) ?? [];
    const last = found.reduce((sum, row) => sum + (row[3] ?? 0), 0) / found.length;
    expect(last).toBeCloseTo(2, 4);
  });

  it("has no course through a checkpoint without a run", () => {
    const runs = [Float64Array.of(1, Number.NaN, 1, 1), Float64Array.of(3, Number.NaN, 3, 2)];
    expect(completedCourses(TIMES, runs, null)).toBeUndefined();
  });
});
