import { describe, expect, it } from "vitest";
import { noncentralTNcp } from "../distributions/noncentral-t.js";
import { cohensH } from "../effect-sizes/arcsine-difference.js";
import { standardizedMeanDifference } from "../effect-sizes/standardized-mean-difference.js";
import { expectEstimated, matrixOf, ownClusters } from "../testing/matrices.js";
import type { Comparison } from "./comparison.js";
import { crossedPair } from "./crossed-pair.js";
import { effectLabels } from "./effect-labels.js";
import { noncentralityLimit } from "./noncentrality-limit.js";
import { runRates } from "./run-rates.js";

function comparison(arm: readonly number[], control: readonly number[], prompts = 5): Comparison {
  const pair = crossedPair(matrixOf(arm, prompts, 4), matrixOf(control, prompts, 4), ownClusters(prompts));
  return { level: "samples", binary: true, pair: expectEstimated(pair) };
}

const some = comparison(
  [1, 0, 2, 1, 0, 2, 0, 3, 1, 1, 0, 0, 1, 1, 1],
  [3, 2, 4, 1, 2, 2, 3, 4, 2, 1, 4, 2, 4, 3, 2],
);

describe("effectLabels", () => {
  it("gives Hedges's g and its interval as the kernel on run means does", () => {
    const { arm, control } = runRates(some);
    const reference = standardizedMeanDifference([...arm], [...control], 0.95);
    if (reference.status === "not-estimable") throw new Error(reference.reason);
    const { hedgesG } = effectLabels(some, "prompt-general", 0.95);
    if (hedgesG?.status !== "estimated") throw new Error("no g");
    expect(hedgesG.estimate).toBeCloseTo(reference.g, 10);
    expect(hedgesG.interval?.lower).toBeCloseTo(reference.gLimits.lower, 8);
    expect(hedgesG.interval?.upper).toBeCloseTo(reference.gLimits.upper, 8);
    expect(hedgesG.pValue).toBeNull();
  });

  it("gives Cohen's h of the rates, and a risk ratio only where the control is above 5%", () => {
    const labels = effectLabels(some, "suite-fixed", 0.95);
    expect(labels.cohensH).toMatchObject({
      estimate: expect.closeTo(cohensH(14 / 60, 39 / 60), 12),
      pValue: null,
    });
    expect(labels.riskRatio).toMatchObject({ estimate: expect.closeTo(14 / 39, 12) });
    const quiet = comparison([1, 0, 0, 0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
    expect(effectLabels(quiet, "suite-fixed", 0.95).riskRatio).toBeNull();
  });

  it("gives a ratio of 0 an upper end, and says why where nothing can be said", () => {
    const none = comparison([0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [3, 2, 4, 1, 2, 2, 3, 4, 2, 3]);
    const { riskRatio, hedgesG } = effectLabels(none, "suite-fixed", 0.95);
    if (riskRatio?.status !== "estimated") throw new Error("no ratio");
    expect(riskRatio.interval?.lower).toBe(0);
    expect(riskRatio.interval?.upper).toBeGreaterThan(0);
    expect(hedgesG?.status).toBe("estimated");
    expect(effectLabels(comparison([1, 0, 0, 0, 0], [1, 1, 1, 1, 1]), "suite-fixed", 0.95)).toMatchObject({
      cohensH: { status: "not-estimable" },
      riskRatio: null,
    });
  });
});

describe("noncentralityLimit", () => {
  it.each([
    [0.975, 0.3, 4],
    [0.025, -6, 2.5],
    [0.5, 12, 8],
    [0.975, 40, 3],
    [0.025, 120, 5],
  ])("agrees with the careful search at p = %d, t = %d, df = %d", (p, t, df) => {
    expect(noncentralityLimit(p, t, df)).toBeCloseTo(noncentralTNcp(p, t, df), 7);
  });
  it("goes over into the spread of the variance where t is huge", () => {
    for (const [p, t] of [
      [0.975, 1001],
      [0.025, -1001],
    ] as const)
      expect(noncentralityLimit(p, t, 4) / noncentralTNcp(p, t, 4)).toBeCloseTo(1, 4);
  });
});
