import { expect, it } from "vitest";
import { runDeviation, withinRunVariance } from "./run-spread.js";

// Section 2.6: at a seed deviation of 4.4 points, 100 prompts and 10 epochs, with scores at a rate of a quarter.
const parts = { seed: 0.044, seedByPrompt: 0, score: Math.sqrt(0.25 * 0.75) };

it("gives the figures that the statistics page prints", () => {
  const own = runDeviation(parts, { prompts: 100, epochs: 10 });
  expect((own * 100).toFixed(2)).toBe("4.61");
  expect((runDeviation(parts, { prompts: 1000, epochs: 10 }) * 100).toFixed(2)).toBe("4.42");
  expect(Math.round((100 * parts.seed ** 2) / own ** 2)).toBe(91);
});
it("takes epochs off the scores only: what seeds do to single prompts stays", () => {
  const within = { seedByPrompt: 0.1, score: 0.4 };
  expect(withinRunVariance(within, { prompts: 50, epochs: 1e9 })).toBeCloseTo(0.01 / 50, 10);
});
