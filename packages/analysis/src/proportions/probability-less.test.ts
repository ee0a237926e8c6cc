import fc from "fast-check";
import { expect, it } from "vitest";
import { probabilityLess } from "./probability-less.js";

const shape = fc.record({
  a: fc.double({ min: 0.3, max: 800, noNaN: true }),
  b: fc.double({ min: 0.3, max: 800, noNaN: true }),
});

it("and its opposite make a whole", () => {
  fc.assert(
    fc.property(shape, shape, (one, two) => {
      expect(probabilityLess(one, two) + probabilityLess(two, one)).toBeCloseTo(1, 9);
    }),
    { numRuns: 40 },
  );
});

it("is a half between equals, and NaN without a posterior", () => {
  expect(probabilityLess({ a: 0.5, b: 9 }, { a: 0.5, b: 9 })).toBe(0.5);
  expect(probabilityLess({ a: 0, b: 9 }, { a: 0.5, b: 9 })).toBeNaN();
});
