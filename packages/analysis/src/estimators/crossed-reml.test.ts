import { describe, expect, it } from "vitest";
import { twoWayComponents } from "../effects/two-way-components.js";
import { estimated, sampleComparison } from "../testing/comparisons.js";
import { crossedReml } from "./crossed-reml.js";

const question = { scale: "difference", target: "suite-fixed", level: 0.95 } as const;
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

describe("crossed-reml", () => {
  it("is the closed form on complete cells", () => {
    const complete = sampleComparison(arm, control, 12);
    const found = estimated(crossedReml.estimate(complete, question));
    const components = twoWayComponents(complete.pair);
    expect(found.estimate).toBeCloseTo(components.arm.rate - components.control.rate, 9);
    expect(found.standardError).toBeCloseTo(Math.sqrt(components.seed), 5);
  });
  it("keeps prompts that a run lacks", () => {
    const gap = sampleComparison(arm, control, 12);
    gap.cells?.arm.cells.fill(Number.NaN, 0, 1);
    const found = estimated(crossedReml.estimate(gap, question));
    expect(found.estimate).not.toBe(
      estimated(crossedReml.estimate(sampleComparison(arm, control, 12), question)).estimate,
    );
  });
  it("gives way to the default where a side is at an end of the scale", () => {
    const zero = [0, 0, 0, 0, 0, 0];
    expect(
      crossedReml.estimate(sampleComparison([zero, zero], control.slice(0, 2), 12), question),
    ).toMatchObject({
      reason: expect.stringContaining("end of the scale"),
    });
  });
});
