import { describe, expect, it } from "vitest";
import { crossedPair } from "../effects/crossed-pair.js";
import { expectEstimated, matrixOf, ownClusters } from "../testing/matrices.js";
import { moverWilsonCheckpoint } from "./mover-wilson-checkpoint.js";

const arm = matrixOf([1, 0, 0, 2, 0, 1, 0, 3], 8, 4);
const control = matrixOf([3, 2, 0, 4, 1, 2, 1, 4], 8, 4);
const comparison = {
  level: "samples",
  binary: true,
  pair: expectEstimated(crossedPair(arm, control, ownClusters(8))),
} as const;

describe("mover-wilson-checkpoint", () => {
  it("takes its variance from the prompts, paired over both checkpoints", () => {
    const found = expectEstimated(
      moverWilsonCheckpoint.estimate(comparison, {
        scale: "difference",
        target: "prompt-general",
        level: 0.95,
      }),
    );
    const differences = [-2, -2, 0, -2, -1, -1, -1, -1].map((value) => value / 4);
    const mean = differences.reduce((sum, value) => sum + value, 0) / 8;
    const variance = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 7 / 8;
    expect(found.estimate).toBeCloseTo(mean, 14);
    expect(found.standardError).toBeCloseTo(Math.sqrt(variance), 14);
    expect(found).toMatchObject({ df: 7, scope: "checkpoint", pValue: null });
    expect(found.reason).toContain("these checkpoints");
  });
  it("is Newcombe on all scores when the prompts stay", () => {
    const found = expectEstimated(
      moverWilsonCheckpoint.estimate(comparison, { scale: "difference", target: "suite-fixed", level: 0.95 }),
    );
    expect(found).toMatchObject({ df: null, scope: "checkpoint", pValue: null });
    expect(found.standardError).toBeCloseTo(
      Math.sqrt(((7 / 32) * (25 / 32)) / 32 + ((17 / 32) * (15 / 32)) / 32),
      14,
    );
  });
});
