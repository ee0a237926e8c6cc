import { describe, expect, it } from "vitest";
import { estimated, sampleComparison } from "../testing/comparisons.js";
import { cr2 } from "./cr2.js";
import { welchRuns } from "./welch-runs.js";

const question = { scale: "difference", target: "suite-fixed", level: 0.95 } as const;

describe("cr2", () => {
  it("has Welch's variance on complete cells, and the df of equal variances", () => {
    const comparison = sampleComparison(
      [
        [1, 0, 2, 1, 0],
        [2, 1, 3, 1, 1],
        [0, 0, 1, 1, 0],
      ],
      [
        [3, 2, 4, 2, 1],
        [2, 2, 3, 4, 2],
        [4, 3, 4, 3, 3],
      ],
      4,
    );
    const found = estimated(cr2.estimate(comparison, question));
    const welch = estimated(welchRuns.estimate(comparison, question));
    expect(found.estimate).toBeCloseTo(welch.estimate, 12);
    expect(found.standardError).toBeCloseTo(welch.standardError ?? 0, 12);
    expect(found.df).toBeCloseTo(4, 9);
  });
  it("weighs clusters by their prompts", () => {
    const clusters = Int32Array.of(0, 0, 0, 1, 2, 3);
    const comparison = sampleComparison(
      [
        [1, 0, 2, 1, 0, 3],
        [2, 1, 3, 1, 1, 4],
      ],
      [
        [3, 2, 4, 2, 1, 0],
        [2, 2, 3, 4, 2, 1],
      ],
      4,
      clusters,
    );
    const found = estimated(cr2.estimate(comparison, question));
    expect(found.estimate).toBeCloseTo(estimated(welchRuns.estimate(comparison, question)).estimate, 12);
  });
});
