import { describe, expect, it } from "vitest";
import { cheapestDesign, DESIGN_GRID, designCost } from "./cheapest-design.js";
import { type LeadTest, plannedError } from "./effect-power.js";
import { ownTest } from "./own-test.js";
import type { SpreadParts } from "./run-spread.js";

const parts: SpreadParts = { seed: 0.044, seedByPrompt: 0.05, score: 0.43, armByPrompt: 0.1 };
const test: LeadTest = { variance: "pair", target: "prompt-general", arms: 3, alpha: 0.05 };
const costs = { perRun: 1000, perPrompt: 1, perScore: 0.01 };
const wanted = { lead: 0.1, power: 0.8 };
const own = ownTest(1);

describe("cheapestDesign", () => {
  it("is what trying every design of the grid finds", () => {
    const all = DESIGN_GRID.runs
      .flatMap((runs) => DESIGN_GRID.prompts.map((prompts) => ({ runs, prompts })))
      .flatMap((size) => DESIGN_GRID.epochs.map((epochs) => ({ ...size, epochs })))
      .filter((size) => {
        const errors = wanted.lead / plannedError(parts, size, test).standardError;
        return errors >= (own.needed(size.runs, test.alpha, wanted.power) ?? Number.POSITIVE_INFINITY);
      })
      .map((size) => designCost(size, test.arms, costs));
    expect(cheapestDesign(parts, test, wanted, costs, own)?.cost).toBe(Math.min(...all));
  });
  it("buys prompts where runs are dear, and runs where prompts are", () => {
    const few = cheapestDesign(parts, test, wanted, { ...costs, perRun: 1e6 }, own);
    const many = cheapestDesign(parts, test, wanted, { ...costs, perPrompt: 1e6 }, own);
    expect(few?.runs).toBeLessThan(many?.runs ?? 0);
    expect(few?.prompts).toBeGreaterThan(many?.prompts ?? 0);
  });
  it("knows that prompts never make up for seeds", () => {
    expect(cheapestDesign({ ...parts, seed: 0.5 }, test, { ...wanted, lead: 0.01 }, costs, own)).toBeNull();
  });
  it("takes the fewest runs, prompts and epochs where nothing costs anything", () => {
    const free = cheapestDesign(
      parts,
      test,
      { lead: 5, power: 0.8 },
      { perRun: 0, perPrompt: 0, perScore: 0 },
      own,
    );
    expect(free).toMatchObject({ runs: 2, prompts: 25, epochs: 1, cost: 0 });
  });
});
