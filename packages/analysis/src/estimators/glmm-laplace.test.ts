import { describe, expect, it } from "vitest";
import { estimated, sampleComparison } from "../testing/comparisons.js";
import { glmmLaplace } from "./glmm-laplace.js";

const question = { scale: "log-odds", target: "suite-fixed", level: 0.95 } as const;
const arm = [
  [1, 4, 2, 6, 3, 5],
  [2, 6, 3, 8, 5, 7],
  [1, 3, 1, 5, 4, 3],
];
const control = [
  [4, 7, 6, 9, 5, 8],
  [6, 8, 9, 10, 8, 9],
  [5, 9, 6, 8, 7, 10],
];

describe("glmm-laplace", () => {
  it("has t on the runs, and lies farther from 0 than the ratio of rates, whose runs and prompts are averaged", () => {
    const found = estimated(glmmLaplace.estimate(sampleComparison(arm, control, 12), question));
    const odds = (events: readonly (readonly number[])[]) => {
      const share = events.flat().reduce((sum, count) => sum + count, 0) / (12 * 18);
      return Math.log(share / (1 - share));
    };
    expect(found.df).toBe(4);
    expect(found.estimate).toBeLessThan(odds(arm) - odds(control));
  });
  it("says why it has no answer at an end of the scale", () => {
    const zero = [0, 0, 0, 0, 0, 0];
    expect(
      glmmLaplace.estimate(sampleComparison([zero, zero], control.slice(0, 2), 12), question),
    ).toMatchObject({
      reason: expect.stringContaining("end of the scale"),
    });
  });
});
