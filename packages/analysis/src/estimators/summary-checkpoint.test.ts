import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { sensitivityToSharing, summaryCheckpoint } from "./summary-checkpoint.js";

const comparison = {
  level: "summary",
  binary: false,
  arm: [{ rate: 0.09, observations: null, standardError: 0.03 }],
  control: [{ rate: 0.41, observations: null, standardError: 0.04 }],
} as const;
const question = { scale: "difference", target: "suite-fixed", level: 0.95 } as const;

describe("summary-checkpoint", () => {
  it("adds the reported errors as if they were independent", () => {
    const found = expectEstimated(summaryCheckpoint.estimate(comparison, question));
    expect(found.estimate).toBeCloseTo(-0.32, 14);
    expect(found.standardError).toBeCloseTo(0.05, 14);
    expect(found.interval?.lower).toBeCloseTo(-0.32 - 1.959963984540054 * 0.05, 12);
    expect(found).toMatchObject({ df: null, pValue: null, scope: "checkpoint" });
  });
  it("says what shared prompts would change", () => {
    const errors = sensitivityToSharing(comparison)?.map(({ standardError }) => standardError);
    expect(errors?.[0]).toBeCloseTo(0.05, 14);
    expect(errors?.[1]).toBeCloseTo(Math.sqrt(0.0025 - 0.0012), 14);
    expect(errors?.[2]).toBeCloseTo(Math.sqrt(0.0025 - 0.00216), 14);
  });
  it("divides by p(1 - p) in log odds", () => {
    const found = expectEstimated(summaryCheckpoint.estimate(comparison, { ...question, scale: "log-odds" }));
    expect(found.standardError).toBeCloseTo(Math.hypot(0.03 / (0.09 * 0.91), 0.04 / (0.41 * 0.59)), 12);
  });
  it("has an estimate and no interval without a standard error", () => {
    const bare = { ...comparison, control: [{ rate: 0.41, observations: null, standardError: null }] };
    expect(summaryCheckpoint.estimate(bare, question)).toMatchObject({
      status: "estimated",
      interval: null,
      standardError: null,
      reason: "a side reports no standard error",
    });
  });
});
