import type { Quantity } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { isSuppressed } from "./suppression.js";

const interval = (lower: number, upper: number) => ({ lower, upper, level: 0.95, unbounded: false });
const lead = (lower: number, upper: number) => ({
  lead: { estimate: (lower + upper) / 2, interval: interval(lower, upper), target: "suite-fixed" as const },
});
const gap = (lower: number, upper: number): Quantity => ({
  status: "estimated",
  estimate: (lower + upper) / 2,
  standardError: 0.1,
  df: 4,
  interval: interval(lower, upper),
  pValue: null,
  reason: "",
});

describe("isSuppressed", () => {
  it.each([
    ["better near, nothing far, and the gap is beyond chance", [0.2, 0.4], [-0.05, 0.1], [-0.4, -0.1], true],
    ["better near, worse far", [0.2, 0.4], [-0.3, -0.1], [-0.7, -0.3], true],
    [
      "significant here and not there, but no difference shown",
      [0.01, 0.3],
      [-0.05, 0.2],
      [-0.3, 0.1],
      false,
    ],
    ["it stands on both, although it is smaller far away", [0.3, 0.5], [0.05, 0.15], [-0.4, -0.2], false],
    ["nothing near", [-0.1, 0.1], [-0.1, 0.1], [-0.1, 0.1], false],
    ["larger far away", [0.1, 0.2], [0.3, 0.4], [0.1, 0.3], false],
    ["an interval that only touches 0 does not stand", [0, 0.4], [-0.1, 0.1], [-0.4, -0.1], false],
  ] as const)("%s", (_name, near, far, difference, expected) => {
    expect(
      isSuppressed(lead(near[0], near[1]), lead(far[0], far[1]), gap(difference[0], difference[1])),
    ).toBe(expected);
  });

  it("cannot be told without an interval", () => {
    expect(isSuppressed({ lead: null }, lead(0, 1), gap(0, 1))).toBeNull();
    expect(isSuppressed(lead(0, 1), lead(0, 1), { status: "not-estimable", reason: "x" })).toBeNull();
    expect(isSuppressed(lead(0, 1), lead(0, 1), undefined)).toBeNull();
  });
});
