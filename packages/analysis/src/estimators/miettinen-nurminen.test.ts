import { describe, expect, it } from "vitest";
import { miettinenNurminen as scoreInterval } from "../intervals/miettinen-nurminen.js";
import { countComparison, estimated, sampleComparison } from "../testing/comparisons.js";
import { miettinenNurminen } from "./miettinen-nurminen.js";

const question = { scale: "difference", target: "suite-fixed", level: 0.95 } as const;

describe("miettinen-nurminen", () => {
  it("is the score interval of two checkpoints, without a p-value about the recipe", () => {
    const found = estimated(miettinenNurminen.estimate(countComparison([[3, 40]], [[14, 38]]), question));
    const kernel = scoreInterval(3, 40, 14, 38, 0.95);
    expect(found.interval).toMatchObject({ lower: kernel.lower, upper: kernel.upper });
    expect(found).toMatchObject({ pValue: null, scope: "checkpoint" });
  });
  it("takes prompts asked once, and no others", () => {
    const once = sampleComparison([[1, 0, 0, 1, 0, 0]], [[1, 1, 0, 1, 1, 0]], 1);
    expect(
      estimated(miettinenNurminen.estimate(once, { ...question, target: "prompt-general" })).estimate,
    ).toBeCloseTo(-1 / 3, 12);
    const twice = sampleComparison([[1, 0, 0, 2, 0, 0]], [[1, 1, 0, 1, 1, 0]], 2);
    expect(miettinenNurminen.estimate(twice, question)).toMatchObject({
      reason: expect.stringContaining("more than once"),
    });
    const grouped = sampleComparison([[1, 0, 0, 1]], [[1, 1, 0, 1]], 1, Int32Array.of(0, 0, 1, 1));
    expect(miettinenNurminen.estimate(grouped, question)).toMatchObject({
      reason: expect.stringContaining("clusters"),
    });
  });
  it("is not for several runs", () => {
    expect(
      miettinenNurminen.accepts(
        countComparison(
          [
            [3, 40],
            [4, 40],
          ],
          [[14, 38]],
        ),
      ),
    ).toBe(false);
  });
});
