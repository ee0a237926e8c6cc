import { describe, expect, it } from "vitest";
import { ownTest, quantileOf, shareBelow } from "./own-test.js";
import { retentionPower } from "./retention-power.js";
import { retentionThresholds } from "./retention-thresholds.js";
import { detectableNoncentrality } from "./t-power.js";

describe("the default test as it is", () => {
  const own = ownTest(20260508);
  const closed = (runs: number) => detectableNoncentrality(2 * (runs - 1), 0.05, 0.8);

  it("needs more than a test that knows both arms to vary alike, less so with every run", () => {
    const excess = [2, 3, 5, 8, 12].map((runs) => (own.needed(runs, 0.05, 0.8) ?? 0) / closed(runs));
    expect(excess[0]).toBeGreaterThan(1.6);
    // 13.5 points on paper are about 15.5 for the test itself, with three runs.
    expect(excess[1]).toBeGreaterThan(1.1);
    expect(excess[1]).toBeLessThan(1.2);
    expect(excess[4]).toBeLessThan(1.03);
    expect([...excess].sort((a, b) => b - a)).toEqual(excess);
  });
  it("has the power that it needs, and its size where there is nothing", () => {
    const needed = own.needed(3, 0.05, 0.8) ?? Number.NaN;
    expect(own.power(3, 0.05, needed)).toBeCloseTo(0.8, 3);
    expect(own.power(3, 0.05, 0)).toBeLessThan(0.03);
    expect(own.power(40, 0.05, closed(40))).toBeCloseTo(0.8, 9);
  });
  it("knows nothing from one run", () => {
    expect(own.needed(1, 0.05, 0.8)).toBeNull();
    expect(own.power(1, 0.05, 5)).toBeNull();
  });
  it("is the same for the same seed", () => {
    expect(ownTest(20260508).needed(4, 0.01, 0.9)).toBe(own.needed(4, 0.01, 0.9));
  });
});

describe("retentionThresholds", () => {
  const design = (runs: number) => ({
    runs,
    fromDeviation: 0.044,
    toDeviation: 0.044,
    correlation: 0.7,
    promptVariance: 0,
    thresholds: { lower: 0.5, upper: 0.8 },
    level: 0.95,
  });
  const planned = (runs: number, lead: number) =>
    retentionPower({
      ...design(runs),
      lead,
      trueShare: 1,
      claimedShare: 0.5,
      arms: 2,
      variance: "pair",
      oneSidedAlpha: 0.025,
    }) ?? Number.NaN;

  it("gives the rule's power, below the noncentral t's and near it with many runs", () => {
    expect(shareBelow(retentionThresholds(design(3), 1), 0.1)).toBeLessThan(planned(3, 0.2) - 0.1);
    const many = shareBelow(retentionThresholds(design(10), 1), 0.05);
    expect(Math.abs(many - planned(10, 0.1))).toBeLessThan(0.04);
  });
  it("has no draws for one run, and its quantiles are ordered", () => {
    expect(retentionThresholds(design(1), 1)).toHaveLength(0);
    const draws = retentionThresholds(design(4), 1);
    expect(quantileOf(draws, 0.9)).toBeGreaterThan(quantileOf(draws, 0.8));
  });
});
