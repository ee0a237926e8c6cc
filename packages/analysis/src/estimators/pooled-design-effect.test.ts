import { describe, expect, it } from "vitest";
import { pooledDesign } from "../effects/pooled-design.js";
import { countComparison, estimated, sampleComparison } from "../testing/comparisons.js";
import { pooledDesignEffect } from "./pooled-design-effect.js";

const design = { phi: 3, df: 14, within: null, own: new Map<string, number>() };
const question = { scale: "difference", target: "suite-fixed", level: 0.95, pooled: () => design } as const;

describe("pooledDesign", () => {
  it("is 1 at least for rates, and says why there is none", () => {
    const arm = (seed: number, independent: number, runs = 3) => ({ name: "a", runs, seed, independent });
    expect(pooledDesign([arm(0.001, 0.01)])).toMatchObject({ phi: 1, df: 2 });
    expect(pooledDesign([arm(0.03, 0.01), arm(0.01, 0.01, 5)])).toMatchObject({ phi: 2, df: 6 });
    expect(pooledDesign([arm(0.03, 0.01), arm(Number.NaN, 0.01, 1)])).toMatchObject({ phi: 3, df: 2 });
    expect(pooledDesign([arm(0, 0)])).toMatchObject({ status: "not-estimable" });
    expect(pooledDesign([arm(Number.NaN, 0.01, 1)])).toMatchObject({
      reason: "no arm has two runs at this moment",
    });
  });
});

describe("pooled-design-effect", () => {
  it("has a p-value for an arm with one run, and says whose variance it is", () => {
    const one = sampleComparison(
      [[1, 0, 0, 1, 0]],
      [
        [2, 2, 1, 3, 2],
        [1, 3, 2, 2, 2],
      ],
      3,
    );
    const found = estimated(pooledDesignEffect.estimate(one, { ...question, target: "prompt-general" }));
    expect(found.pValue).not.toBeNull();
    expect(found.reason).toContain("borrowed from the other arms");
  });
  it("grows with the design effect", () => {
    const counts = countComparison(
      [
        [4, 60],
        [6, 60],
      ],
      [
        [20, 60],
        [18, 60],
      ],
    );
    const width = (phi: number) => {
      const { interval } = estimated(
        pooledDesignEffect.estimate(counts, { ...question, pooled: () => ({ ...design, phi }) }),
      );
      return (interval?.upper ?? 0) - (interval?.lower ?? 0);
    };
    expect(width(4)).toBeGreaterThan(1.7 * width(1));
  });
  it("has no answer without other arms", () => {
    const { pooled: _pooled, ...alone } = question;
    const counts = countComparison(
      [
        [4, 60],
        [6, 60],
      ],
      [
        [20, 60],
        [18, 60],
      ],
    );
    expect(pooledDesignEffect.estimate(counts, alone)).toMatchObject({ status: "not-estimable" });
  });
});
