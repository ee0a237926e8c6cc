import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { areaRatio, timeAverage } from "./retained-area.js";

const THRESHOLDS = { lower: 0.5, upper: 0.8 };

const part = fc.double({ min: 0, max: 1, noNaN: true });

describe("timeAverage", () => {
  it("weighs by time, not by the number of checkpoints", () => {
    expect(timeAverage({ steps: [0, 100, 400], values: [1, 1, 0] })).toBeCloseTo((100 + 150) / 400, 12);
    expect(timeAverage({ steps: [50, 60, 70, 80], values: [2, 2, 2, 2] })).toBe(2);
  });
  it("does not change by a checkpoint on the line between its neighbours", () => {
    fc.assert(
      fc.property(fc.tuple(part, part, part, part), ([a, b, c, share]) => {
        const at = 100 * share;
        const between = a + share * (b - a);
        expect(timeAverage({ steps: [0, at, 100, 300], values: [a, between, b, c] })).toBeCloseTo(
          timeAverage({ steps: [0, 100, 300], values: [a, b, c] }),
          9,
        );
      }),
    );
  });
});

describe("areaRatio", () => {
  const arm = { from: Float64Array.of(0.2, 0.17, 0.23), to: Float64Array.of(0.21, 0.19, 0.25) };
  const control = { from: Float64Array.of(0.41, 0.44, 0.38), to: Float64Array.of(0.36, 0.4, 0.34) };
  it("is the mean lead over the stage by the lead before it, with its Fieller set", () => {
    const found = expectEstimated(areaRatio(arm, control, THRESHOLDS, 0.95));
    expect(found.point).toBeCloseTo(0.15 / 0.21, 12);
    expect(found.set).toMatchObject({ kind: "interval" });
    expect(found.df).toBeGreaterThanOrEqual(1);
  });
  it("has a point alone for one run, or for runs that do not differ", () => {
    const first = { from: arm.from.slice(0, 1), to: arm.to.slice(0, 1) };
    expect(areaRatio(first, control, THRESHOLDS, 0.95)).toMatchObject({
      set: null,
      point: expect.any(Number),
    });
    const still = { from: Float64Array.of(0.2, 0.2), to: Float64Array.of(0.2, 0.2) };
    expect(areaRatio(still, { from: still.to, to: still.from }, THRESHOLDS, 0.95)).toMatchObject({
      point: null,
      set: null,
    });
    expect(
      areaRatio({ from: new Float64Array(0), to: new Float64Array(0) }, control, THRESHOLDS, 0.95),
    ).toMatchObject({ status: "not-estimable" });
  });
});
