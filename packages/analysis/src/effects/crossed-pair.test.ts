import { describe, expect, it } from "vitest";
import { expectEstimated, matrixOf, ownClusters } from "../testing/matrices.js";
import { crossedPair } from "./crossed-pair.js";

describe("crossedPair", () => {
  it("keeps the prompts that every run has, and counts those it drops", () => {
    const arm = matrixOf([1, Number.NaN, 1, 0, 1, 1, 1, 0], 4, 1);
    const control = matrixOf([0, 0, Number.NaN, 1], 4, 1);
    const pair = expectEstimated(crossedPair(arm, control, ownClusters(4)));
    expect(pair).toMatchObject({ prompts: 2, clusters: 2, dropped: 2 });
    expect([...pair.arm.means]).toEqual([1, 0, 1, 0]);
    expect([...pair.control.means]).toEqual([0, 1]);
    expect(pair.arm.observations).toBe(4);
  });
  it("does not count a prompt that no run has as dropped", () => {
    const arm = matrixOf([1, Number.NaN], 2, 1);
    expect(expectEstimated(crossedPair(arm, arm, ownClusters(2))).dropped).toBe(0);
  });
  it("says why where nothing is shared", () => {
    const arm = matrixOf([1, Number.NaN], 2, 1);
    const control = matrixOf([Number.NaN, 1], 2, 1);
    expect(crossedPair(arm, control, ownClusters(2))).toEqual({
      status: "not-estimable",
      reason: "no prompt has a score in every run of both arms",
    });
    expect(crossedPair(matrixOf([], 2, 1), control, ownClusters(2))).toMatchObject({
      status: "not-estimable",
    });
  });
});
