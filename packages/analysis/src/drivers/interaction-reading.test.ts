import type { DriverContrast, DriverNumber } from "@holdfast/core";
import { expect, it } from "vitest";
import { interactionReading } from "./interaction-reading.js";

const number = (scale: DriverNumber["scale"], estimate: number, half: number | null): DriverNumber => ({
  scale,
  target: "suite-fixed",
  method: "pooled",
  pAdjusted: null,
  quantity: {
    status: "estimated",
    estimate,
    standardError: null,
    df: null,
    interval:
      half === null
        ? null
        : { lower: estimate - half, upper: estimate + half, level: 0.95, unbounded: false },
    pValue: null,
    reason: null,
  },
});
const contrast = (
  difference: number,
  half: number | null,
  logOdds: number,
): Parameters<typeof interactionReading>[0] => ({
  kind: "interaction" satisfies DriverContrast["kind"],
  factors: ["a", "b"],
  shownMethod: "pooled",
  shownTarget: "suite-fixed",
  numbers: [number("difference", difference, half), number("log-odds", logOdds, null)],
});

it.each([
  [-0.1, 0.05, -0.4, "synergy"],
  [0.1, 0.05, 0.4, "antagonism"],
  [0.1, 0.05, -0.4, "floor-artefact-possible"],
  [0.1, 0.2, 0.4, "not-settled"],
  [0.1, null, 0.4, "not-settled"],
] as const)(
  "reads %s +- %s, and %s in log odds, as %s where lower is better",
  (difference, half, logOdds, reading) => {
    expect(interactionReading(contrast(difference, half, logOdds), "lower-is-better")).toBe(reading);
  },
);

it("turns with the direction of better, and reads pairs alone", () => {
  expect(interactionReading(contrast(0.1, 0.05, 0.4), "higher-is-better")).toBe("synergy");
  expect(
    interactionReading({ ...contrast(0.1, 0.05, 0.4), factors: ["a", "b", "c"] }, "higher-is-better"),
  ).toBeNull();
});
