import { describe, expect, it } from "vitest";
import { criticalT } from "../distributions/student-t.js";
import { twoWayComponents } from "../effects/two-way-components.js";
import { estimated, sampleComparison } from "../testing/comparisons.js";
import { moverWilson } from "./mover-wilson.js";
import { twoWayAnova } from "./two-way-anova.js";

const mild = sampleComparison(
  [
    [2, 1, 2, 3, 1, 2],
    [1, 2, 2, 2, 1, 3],
    [3, 2, 1, 2, 2, 2],
  ],
  [
    [3, 2, 2, 3, 2, 3],
    [2, 3, 3, 2, 2, 2],
    [2, 2, 3, 3, 1, 3],
  ],
  4,
);

describe("two-way-anova", () => {
  it.each(["prompt-general", "suite-fixed"] as const)(
    "has the variance and df of the default, %s",
    (target) => {
      const question = { scale: "difference", target, level: 0.95 } as const;
      const found = estimated(twoWayAnova.estimate(mild, question));
      const components = twoWayComponents(mild.pair);
      const own = target === "prompt-general" ? components.promptGeneral : components.suiteFixed;
      if ("status" in own) throw new Error(own.reason);
      const half = criticalT(0.95, own.df) * Math.sqrt(own.variance);
      expect(found.interval?.upper).toBeCloseTo(found.estimate + half, 12);
      expect(found.df).toBeCloseTo(own.df, 12);
      // Away from the ends of the scale the default says nearly the same.
      const usual = estimated(moverWilson.estimate(mild, question));
      expect(found.estimate).toBeCloseTo(usual.estimate, 12);
    },
  );
  it("has nothing to rest on where nothing varies", () => {
    const still = sampleComparison(
      [
        [1, 1, 1, 1, 1],
        [1, 1, 1, 1, 1],
      ],
      [
        [2, 2, 2, 2, 2],
        [2, 2, 2, 2, 2],
      ],
      4,
    );
    expect(
      twoWayAnova.estimate(still, { scale: "difference", target: "prompt-general", level: 0.95 }),
    ).toMatchObject({
      status: "not-estimable",
    });
  });
});
