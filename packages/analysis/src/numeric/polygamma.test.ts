import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digamma, trigamma, trigammaInverse } from "./polygamma.js";

describe("digamma and trigamma", () => {
  it("take their known values", () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14);
    expect(digamma(0.5)).toBeCloseTo(-0.5772156649015329 - 2 * Math.LN2, 13);
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 14);
    expect(trigamma(0.5)).toBeCloseTo(Math.PI ** 2 / 2, 13);
  });
  it("obey their recurrences", () =>
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e4, noNaN: true }), (x) => {
        expect(digamma(x + 1) - digamma(x) - 1 / x).toBeCloseTo(0, 9);
        expect((trigamma(x) - trigamma(x + 1)) * x * x).toBeCloseTo(1, 6);
      }),
    ));
  it("trigamma is undone by its inverse", () =>
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 1e5, noNaN: true }), (value) => {
        expect(trigamma(trigammaInverse(value)) / value).toBeCloseTo(1, 7);
      }),
    ));
  it("has no inverse at or below 0", () => expect(trigammaInverse(0)).toBeNaN());
});
