import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { detectableLead, type LeadTest, leadPower, plannedError } from "./effect-power.js";
import { millerDetectable } from "./miller-sample-size.js";
import type { SpreadParts } from "./run-spread.js";

/** The page prints points with one decimal; one of its cells (4.1) is 4.0489 here, rounded the other way. */
const near = (value: number | null, printed: number) =>
  expect(Math.abs((value ?? Number.NaN) * 100 - printed)).toBeLessThan(0.052);
const pair: LeadTest = { variance: "pair", target: "suite-fixed", arms: 8, alpha: 0.05 };
const pooled: LeadTest = { ...pair, variance: "pooled" };
const size = (runs: number) => ({ runs, prompts: 100, epochs: 10 });

/** The page's column is the deviation between run means, so nothing is added to it here. */
const bare = (seed: number): SpreadParts => ({ seed, seedByPrompt: 0, score: 0, armByPrompt: 0 });

describe("the table of section 2.6", () => {
  it.each([
    [0.02, 2, 11.3, 6.4, 12.1, 4.0],
    [0.02, 3, 6.1, 4.9, 8.0, 3.2],
    [0.02, 5, 4.1, 3.7, 5.6, 2.5],
    [0.044, 2, 24.9, 14.1, 26.7, 4.0],
    [0.044, 3, 13.5, 10.7, 17.6, 3.2],
    [0.044, 5, 8.9, 8.0, 12.4, 2.5],
    [0.044, 8, 6.6, 6.3, 9.4, 2.0],
  ])("deviation %f, %i runs an arm", (seed, runs, ownPair, ownPooled, firstStep, promptsOnly) => {
    const found = (test: LeadTest) => detectableLead(bare(seed), size(runs), test, 0.8);
    near(found(pair), ownPair);
    near(found(pooled), ownPooled);
    near(found({ ...pooled, alpha: 0.05 / 42 }), firstStep);
    // What a comparison over prompts alone would claim: scores that vary by 2 points^2 a run, and nothing else.
    const variances = { difference: 0, arm: 0.02, control: 0.02, armEpochs: runs, controlEpochs: runs };
    near(millerDetectable(variances, 100, { alpha: 0.05, power: 0.8 }), promptsOnly);
  });
});

describe("plannedError", () => {
  const parts: SpreadParts = { seed: 0.044, seedByPrompt: 0.02, score: 0.4, armByPrompt: 0.2 };

  it("speaks of other prompts only where that is asked, and then with the df of both parts", () => {
    const suite = plannedError(parts, size(3), pair);
    const general = plannedError(parts, size(3), { ...pair, target: "prompt-general" });
    expect(general.standardError ** 2 - suite.standardError ** 2).toBeCloseTo(0.2 ** 2 / 100, 15);
    expect(suite.df).toBe(4);
    expect(general.df).toBeGreaterThan(4);
  });
  it("has no power to speak of with one run an arm, and says so", () => {
    expect(leadPower(parts, size(1), pair, 0.1)).toBeNull();
    expect(detectableLead(parts, size(1), pooled, 0.8)).toBeNull();
  });
  it("finds the lead that it calls detectable with just that power, and more runs never lose", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 12 }),
        fc.double({ min: 0.005, max: 0.2, noNaN: true }),
        fc.double({ min: 0.3, max: 0.95, noNaN: true }),
        fc.constantFrom(0.05, 0.05 / 42, 0.2),
        (runs, seed, power, alpha) => {
          const test = { ...pair, alpha };
          const own = { ...parts, seed };
          const lead = detectableLead(own, size(runs), test, power) ?? Number.NaN;
          expect(leadPower(own, size(runs), test, lead)).toBeCloseTo(power, 9);
          expect(detectableLead(own, size(runs + 1), test, power) ?? 1).toBeLessThan(lead);
          expect(leadPower(own, size(runs), test, -lead)).toBeCloseTo(power, 9);
        },
      ),
      { numRuns: 60 },
    ));
});
