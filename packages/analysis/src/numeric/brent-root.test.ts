import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brentRoot } from "./brent-root.js";

describe("brentRoot", () => {
  it("finds published roots to the last digits", () => {
    // Dottie number, and Wallis's root of x^3 - 2x - 5 (both in the literature to many digits).
    expect(brentRoot((x) => Math.cos(x) - x, 0, 1)).toBeCloseTo(0.7390851332151607, 15);
    expect(brentRoot((x) => x ** 3 - 2 * x - 5, 2, 3)).toBeCloseTo(2.0945514815423265, 15);
  });
  it("gives an end that is a root, and null without a change of sign", () => {
    expect(brentRoot((x) => x, 0, 1)).toBe(0);
    expect(brentRoot((x) => x - 1, 0, 1)).toBe(1);
    expect(brentRoot((x) => x * x + 1, -1, 1)).toBeNull();
    expect(brentRoot(() => Number.NaN, -1, 1)).toBeNull();
  });
  it("survives steps, flat stretches and poles of infinite height", () => {
    expect(brentRoot((x) => (x < 0.3 ? -1 : 1), 0, 1)).toBeCloseTo(0.3, 12);
    expect(brentRoot((x) => (x - 0.2) ** 9, -1, 1)).toBeCloseTo(0.2, 1);
    expect(brentRoot((x) => Math.log(x), 0, 3)).toBeCloseTo(1, 14);
  });
  it("undoes a rising cubic, whichever way the bracket is given", () =>
    fc.assert(
      fc.property(fc.double({ min: -50, max: 50, noNaN: true }), fc.boolean(), (root, turned) => {
        const f = (x: number) => (x - root) * (1 + (x - root) ** 2);
        const found = turned ? brentRoot(f, 100, -100) : brentRoot(f, -100, 100);
        return found !== null && Math.abs(found - root) <= 1e-12 * (1 + Math.abs(root));
      }),
    ));
});
