import { describe, expect, it } from "vitest";
import { ALTERNATIVE_SCENARIOS, calibrateAlternatives } from "./alternative-calibration.js";
import { calibrateCheckpoints } from "./checkpoints-calibration.js";
import { claimAgrees, claimOf, effectTally, printed } from "./claim.js";
import { claimTables } from "./claim-tables.js";
import { RATE_SCENARIOS, rateCoverage } from "./exact-rate-coverage.js";
import { calibrateFamily, USUAL_FAMILY } from "./family-calibration.js";
import { calibrateLooks } from "./looks-calibration.js";
import { calibrateMixedModel } from "./mixed-model-calibration.js";
import { calibratePaired, PAIRED_SCENARIOS } from "./paired-calibration.js";
import { calibrateRulesOfThumb } from "./rule-of-thumb-calibration.js";
import { calibrateSelection } from "./selection-calibration.js";
import { shareOf } from "./tally.js";

const SEED = 20260508;

describe("methods that are asked for by name", () => {
  const simulate = (name: string, repeats: number) => {
    const scenario = ALTERNATIVE_SCENARIOS.find((one) => one.name === name);
    if (scenario === undefined) throw new Error(`no scenario ${name}`);
    return calibrateAlternatives(scenario, repeats, SEED);
  };
  it("hold what they promise with five runs an arm", () => {
    for (const [, { coverage }] of simulate("null, seed SD .3, S = 5", 240))
      expect((coverage.share ?? 0) + 3 * (coverage.error ?? 0)).toBeGreaterThanOrEqual(0.95);
  });
  it("permute no three runs", () => {
    const found = simulate("null, seed SD .3, S = 3", 20);
    expect(found.get("permutation-runs")).toMatchObject({ missing: 20, coverage: { repeats: 0 } });
    expect(found.get("welch-runs")).toMatchObject({ missing: 0 });
  });
  it("pool what does not belong together at a price", () => {
    const pooled = (name: string) =>
      effectTally(name, "pooled-design-effect", 300, SEED).coverage.share ?? Number.NaN;
    expect(pooled("null, seed SD .3, S = 3")).toBeGreaterThan(0.915);
    expect(pooled("null, seed SD .6 against .2, S = 3")).toBeLessThan(0.9);
  });
  it("pair runs that share their seeds in narrower intervals", () => {
    const scenario = PAIRED_SCENARIOS.find(({ name }) => name === "null, a seed fixes .8, S = 5");
    if (scenario === undefined) throw new Error("no scenario");
    const found = calibratePaired(scenario, 200, SEED);
    const [paired, apart] = [found.get("paired-by-seed"), found.get("mover-wilson")];
    expect(paired?.coverage.share).toBeGreaterThan(0.9);
    expect(paired?.medianWidth).toBeLessThan(0.75 * (apart?.medianWidth ?? 0));
  });
  it("read a mixed model by t, which is never narrower than z", () => {
    const { t, z } = calibrateMixedModel(2, 6, SEED);
    expect(t.medianWidth).toBeGreaterThan(2 * (z.medianWidth ?? Number.NaN));
    expect(t.missing).toBe(0);
  });
});

describe("what is said in numbers", () => {
  it("42 tests find something, and Holm does not", () => {
    const { runTest } = calibrateFamily({ ...USUAL_FAMILY, runs: 3 }, 120, SEED);
    expect(runTest.unadjusted.share).toBeGreaterThan(0.6);
    expect(runTest.holm.share).toBeLessThan(0.12);
  });
  it("adding seeds until something is found finds something", () => {
    const found = calibrateLooks(250, SEED);
    expect(found.everySeedTest.share).toBeGreaterThan(0.12);
    expect(found.everySeed.share).toBeGreaterThan(0.1);
    expect(found.fivePlanned.share).toBeLessThan(0.1);
    expect(found.fivePlanned.share).toBeLessThan(found.fiveLooks.share ?? 0);
  });
  it("testing every checkpoint finds something, and Holm does not", () => {
    const found = calibrateCheckpoints(300, SEED);
    expect(found.anyOfEight.share).toBeGreaterThan(0.16);
    expect(found.holm.share).toBeLessThan(0.1);
  });
  it("no significant decay is no proof that half is left", () => {
    const found = calibrateRulesOfThumb({ lead: -0.126, retained: 0.48, runs: 3 }, 400, SEED);
    expect(found.noChange.share).toBeGreaterThan(0.5);
    expect(found.moreThanHalf.share).toBeLessThan(0.08);
    expect(found.moreThanHalfOurs.share).toBeLessThanOrEqual(found.moreThanHalf.share ?? 0);
  });
  it("the best of seven arms seems to lose what an arm named in advance keeps", () => {
    const { plain, named } = calibrateSelection(400, SEED);
    expect(plain.value).toBeLessThan(0.96);
    expect(Math.abs(named.value - 1)).toBeLessThan(4 * named.error);
  });
  it("intervals of one rate cover what is printed", () => {
    for (const scenario of RATE_SCENARIOS)
      rateCoverage(scenario).forEach((value, index) => {
        expect(value).toBeCloseTo(scenario.printed[index] ?? Number.NaN, 3);
      });
  });
  it("agree within three errors of both, or differ", () => {
    expect(claimAgrees(claimOf("close", shareOf(500, 1000), printed(0.52, 1000)))).toBe(true);
    expect(claimAgrees(claimOf("far", shareOf(500, 1000), printed(0.6, 1000)))).toBe(false);
    expect(claimAgrees(claimOf("new", shareOf(500, 1000)))).toBeNull();
  });
  it("come out the same for the same seed", () => {
    expect(claimTables(2, 3)).toEqual(claimTables(2, 3));
  });
});
