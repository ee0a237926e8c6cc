import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contrastVariance, positivePart } from "./covariance.js";

const entry = fc.double({ min: -2, max: 2, noNaN: true });

describe("positivePart", () => {
  it("has no negative variance in any direction, and leaves a matrix without one alone", () => {
    fc.assert(
      fc.property(entry, entry, entry, (from, to, cross) => {
        const part = positivePart({ from, to, cross });
        expect(part.from).toBeGreaterThanOrEqual(-1e-12);
        expect(part.to).toBeGreaterThanOrEqual(-1e-12);
        expect(part.from * part.to - part.cross ** 2).toBeGreaterThanOrEqual(-1e-9);
        if (from >= 0 && to >= 0 && from * to >= cross * cross) expect(part.cross).toBeCloseTo(cross, 9);
      }),
    );
  });
  it("drops the negative eigenvalue and keeps the other with its vector", () => {
    const part = positivePart({ from: 1, to: 1, cross: 2 });
    expect(part).toEqual({
      from: expect.closeTo(1.5, 12),
      to: expect.closeTo(1.5, 12),
      cross: expect.closeTo(1.5, 12),
    });
    expect(positivePart({ from: -1, to: -2, cross: 0 })).toEqual({ from: 0, to: 0, cross: 0 });
    expect(positivePart({ from: 3, to: -2, cross: 0 })).toEqual({ from: 3, to: 0, cross: 0 });
  });
  it("gives contrasts a variance that rounding does not turn negative", () => {
    expect(contrastVariance({ from: 0.1, to: 0.1, cross: 0.1 }, 1)).toBe(0);
    // Runs of 30, 33, 28 and of 27, 30, 25 events in 60 each lost three: what is left is rounding.
    const from = 19 / 16200;
    expect(contrastVariance({ from, to: from * (1 + 4 * Number.EPSILON), cross: from }, 1)).toBe(0);
  });
});
