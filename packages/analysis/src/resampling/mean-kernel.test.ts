import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gatherRows } from "./clustered-rows.js";
import { drawMeansInScript } from "./draw-in-script.js";
import { drawStates } from "./draw-states.js";
import { meanKernel } from "./mean-kernel.js";

const study = fc.array(
  fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.integer({ min: 0, max: 9 })),
  { minLength: 1, maxLength: 80 },
);
const rowsOf = (pairs: readonly (readonly [number, number])[]) =>
  gatherRows(
    Float64Array.from(pairs, ([value]) => value),
    Int32Array.from(pairs, ([, cluster]) => cluster),
  );

describe("meanKernel", () => {
  it("gives the bits of the script, for clusters of any size", () => {
    fc.assert(
      fc.property(study, fc.maxSafeNat(), (pairs, seed) => {
        const rows = rowsOf(pairs);
        const states = drawStates(seed, 0, 5);
        expect([...meanKernel(rows)(states)]).toEqual([...drawMeansInScript(rows, states)]);
      }),
      { numRuns: 60 },
    );
  });

  it("gives each replicate its own stream, whoever draws it", () => {
    const rows = rowsOf(Array.from({ length: 60 }, (_, row): [number, number] => [Math.sqrt(row), row >> 3]));
    const kernel = meanKernel(rows);
    const whole = kernel(drawStates(11, 0, 2500));
    expect([...kernel(drawStates(11, 0, 9)), ...kernel(drawStates(11, 9, 2500))]).toEqual([...whole]);
    expect(new Set(whole).size).toBeGreaterThan(500);
    expect([...kernel(drawStates(12, 0, 2500))]).not.toEqual([...whole]);
  });

  it("draws every row as often as any other", () => {
    // a lone cluster of one 1 and many 0: the mean of a resample is the share of draws that met the 1
    const rows = gatherRows(
      Float64Array.from({ length: 103 }, (_, row) => (row === 101 ? 1 : 0)),
      new Int32Array(103),
    );
    const means = meanKernel(rows)(drawStates(3, 0, 4000));
    const met = means.reduce((sum, mean) => sum + mean * 103, 0);
    // 4000 draws of a Poisson-like count around 1: five standard errors either way
    expect(Math.abs(met / 4000 - 1)).toBeLessThan(5 / Math.sqrt(4000));
  });
});
