import { describe, expect, it } from "vitest";
import { refuseNonFinite } from "./refuse-non-finite.js";

describe("refuseNonFinite", () => {
  it("hands back what JSON can carry", () => {
    const value = { a: [1, null, "x", { b: false }], c: undefined };
    expect(refuseNonFinite(value)).toBe(value);
  });

  it.each([
    [{ lines: [{ samples: { score: [0, Number.NaN] } }] }, "lines[0].samples.score[1]"],
    [{ point: Number.POSITIVE_INFINITY }, "point"],
    [[[1], [Number.NEGATIVE_INFINITY]], "[1][0]"],
  ])("refuses %j with its key", (value, key) => {
    expect(() => refuseNonFinite(value)).toThrow(
      expect.objectContaining({ code: "invalid-input", place: { key } }),
    );
  });
});
