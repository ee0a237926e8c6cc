import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brentMinimum } from "./brent-minimum.js";

describe("brentMinimum", () => {
  it("finds the least value of the gamma function", () => {
    // log gamma by Stirling's series after shifting; its minimum is at 1.46163214496836 (published constant).
    const logGamma = (x: number) => {
      let shift = 0;
      let at = x;
      for (; at < 30; at += 1) shift += Math.log(at);
      return (
        (at - 0.5) * Math.log(at) -
        at +
        Math.log(2 * Math.PI) / 2 +
        1 / (12 * at) -
        1 / (360 * at ** 3) -
        shift
      );
    };
    expect(brentMinimum(logGamma, 1, 2).x).toBeCloseTo(1.461632144968362, 6);
  });
  it("gives a bound exactly when the minimum lies there", () => {
    expect(brentMinimum((x) => x, 0, 5)).toEqual({ x: 0, value: 0 });
    expect(brentMinimum((x) => -x, 0, 5)).toEqual({ x: 5, value: -5 });
    expect(brentMinimum(() => 3, 0, 5)).toMatchObject({ value: 3 });
  });
  it("walks around values that are not numbers", () => {
    expect(brentMinimum((x) => (x < 1 ? Number.NaN : (x - 2) ** 2), 0, 5).x).toBeCloseTo(2, 6);
  });
  it("finds the bottom of a parabola anywhere", () =>
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), (bottom) => {
        const { x, value } = brentMinimum((at) => (at - bottom) ** 2, -10, 10);
        return Math.abs(x - bottom) < 1e-6 && value < 1e-12;
      }),
    ));
});
