import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expectEstimated, matrixOf, ownClusters } from "../testing/matrices.js";
import { readOracle, relativeError } from "../testing/read-oracle.js";
import { crossedPair } from "./crossed-pair.js";
import { twoWayComponents } from "./two-way-components.js";

describe("twoWayComponents", () => {
  it.each(readOracle("two-way-components"))("agrees with the closed form in R: $id", (reference) => {
    const counts = reference.numbers("inputs/k");
    const prompts = reference.number("inputs/P");
    const epochs = reference.numbers("inputs/n")[0] ?? Number.NaN;
    const half = counts.length / 2;
    const control = matrixOf(counts.slice(0, half), prompts, epochs);
    const arm = matrixOf(counts.slice(half), prompts, epochs);
    const found = twoWayComponents(expectEstimated(crossedPair(arm, control, ownClusters(prompts))));
    const near = (ours: number, path: string) =>
      expect(relativeError(ours, reference.number(`outputs/${path}`))).toBeLessThanOrEqual(reference.relTol);
    near(found.arm.rate - found.control.rate, "diff");
    near(found.seed, "V_seed");
    near(found.prompt, "V_prompt");
    near(found.residual, "V_resid");
    near(expectEstimated(found.promptGeneral).variance, "V_total");
    near(
      ((found.arm.residual + found.control.residual) * (reference.number("inputs/S") * prompts)) / 2,
      "ms_resid",
    );
  });

  it("gives clusters of equal size the same answer as their means given alone", () => {
    const events = [2, 0, 2, 2, 3, 1, 4, 0, 0, 0, 1, 2, 4, 1, 2, 1, 2, 1, 3, 3, 0, 1, 2, 4, 0, 0, 1, 1, 1, 1];
    const other = events.map((count) => (count * 3) % 5);
    const clusterOf = Int32Array.from([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
    const averaged = (from: readonly number[]) =>
      Array.from({ length: 15 }, (_, index) => ((from[2 * index] ?? 0) + (from[2 * index + 1] ?? 0)) / 2);
    const clustered = twoWayComponents(
      expectEstimated(crossedPair(matrixOf(events, 10, 4), matrixOf(other, 10, 4), clusterOf)),
    );
    const alone = twoWayComponents(
      expectEstimated(
        crossedPair(matrixOf(averaged(events), 5, 4), matrixOf(averaged(other), 5, 4), ownClusters(5)),
      ),
    );
    expect(clustered.prompt).toBeCloseTo(alone.prompt, 14);
    expect(clustered.residual).toBeCloseTo(alone.residual, 14);
    expect(clustered.seed).toBeCloseTo(alone.seed, 14);
  });

  it("weighs clusters of unequal size by their share of the prompts", () => {
    const clusterOf = Int32Array.from([0, 0, 0, 1, 2, 3, 4]);
    const arm = matrixOf([1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1, 0], 7, 1);
    const control = matrixOf([0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 0, 1, 1, 1], 7, 1);
    const found = twoWayComponents(expectEstimated(crossedPair(arm, control, clusterOf)));
    const d = [(3 + 2) / 6 - (1 + 1) / 6, 0.5 - 0, 0 - 1, 1 - 1, 0.5 - 0.5];
    const w = [3 / 7, 1 / 7, 1 / 7, 1 / 7, 1 / 7];
    const mean = d.reduce((sum, value, index) => sum + value * (w[index] ?? 0), 0);
    const squares = d.reduce((sum, value, index) => sum + ((w[index] ?? 0) * (value - mean)) ** 2, 0);
    expect(found.prompt).toBeCloseTo((5 / 4) * squares, 14);
    expect(found.arm.rate - found.control.rate).toBeCloseTo(mean, 14);
  });

  it("does not speak of other prompts from fewer than five clusters, or of other runs from one", () => {
    const four = matrixOf([1, 0, 1, 1, 0, 1, 1, 0], 4, 1);
    expect(twoWayComponents(expectEstimated(crossedPair(four, four, ownClusters(4))))).toMatchObject({
      promptGeneral: { status: "not-estimable" },
      suiteFixed: { variance: expect.any(Number) },
    });
    const single = matrixOf([1, 0, 1, 1, 0], 5, 1);
    const two = matrixOf([1, 0, 1, 1, 0, 1, 1, 0, 0, 1], 5, 1);
    expect(twoWayComponents(expectEstimated(crossedPair(single, two, ownClusters(5))))).toMatchObject({
      promptGeneral: { status: "not-estimable" },
      suiteFixed: { status: "not-estimable" },
    });
  });

  it("never lets df fall below 1 or a part below 0", () => {
    const matrix = (runs: number) =>
      fc
        .array(fc.integer({ min: 0, max: 3 }), { minLength: runs * 6, maxLength: runs * 6 })
        .map((events) => matrixOf(events, 6, 3));
    fc.assert(
      fc.property(matrix(2), matrix(3), (arm, control) => {
        const found = twoWayComponents(expectEstimated(crossedPair(arm, control, ownClusters(6))));
        const general = expectEstimated(found.promptGeneral);
        expect(general.df).toBeGreaterThanOrEqual(1);
        expect(general.variance).toBeGreaterThanOrEqual(found.residual);
        expect(expectEstimated(found.suiteFixed).df).toBeGreaterThanOrEqual(1);
      }),
    );
  });
});
