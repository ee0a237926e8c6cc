import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newcombePaired } from "./newcombe-paired.js";

const z = 1.959963984540054;
const count = fc.integer({ min: 0, max: 300 });

describe("newcombePaired", () => {
  it("turns round when the sides are swapped, and stays in [-1, 1]", () => {
    fc.assert(
      fc.property(count, count, count, count, (both, onlyFirst, onlySecond, neither) => {
        fc.pre(both + onlyFirst + onlySecond + neither > 0);
        const one = newcombePaired({ both, onlyFirst, onlySecond, neither }, z);
        const other = newcombePaired({ both, onlyFirst: onlySecond, onlySecond: onlyFirst, neither }, z);
        expect(one.lower).toBeCloseTo(-other.upper, 10);
        expect(one.lower).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(one.upper).toBeLessThanOrEqual(1 + 1e-12);
        expect(one.upper - one.lower).toBeGreaterThan(0);
      }),
    );
  });
});
