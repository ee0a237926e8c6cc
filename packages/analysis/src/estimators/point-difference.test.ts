import { describe, expect, it } from "vitest";
import { pointDifference } from "./point-difference.js";

const value = (rate: number) => [{ rate, observations: null, standardError: null }];

describe("point-difference", () => {
  it("subtracts, and claims nothing more", () => {
    const found = pointDifference.estimate(
      { level: "point", binary: true, arm: value(0.15), control: value(0.22) },
      { scale: "difference", target: "suite-fixed", level: 0.95 },
    );
    expect(found).toMatchObject({
      status: "estimated",
      estimate: expect.closeTo(-0.07, 14),
      interval: null,
      standardError: null,
      pValue: null,
      scope: "checkpoint",
    });
  });
  it("has no log odds at an end", () => {
    expect(
      pointDifference.estimate(
        { level: "point", binary: true, arm: value(0), control: value(0.22) },
        { scale: "log-odds", target: "suite-fixed", level: 0.95 },
      ),
    ).toMatchObject({ status: "not-estimable" });
  });
});
