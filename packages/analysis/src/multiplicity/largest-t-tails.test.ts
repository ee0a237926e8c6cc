import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { studentTTwoSided } from "../distributions/student-t.js";
import { largestTTails } from "./largest-t-tails.js";
import { loadingGroups, productCorrelationTail } from "./product-correlation-tail.js";

const alike = (count: number, correlation: number) =>
  Array.from({ length: count }, (_, row) =>
    Array.from({ length: count }, (__, column) => (row === column ? 1 : correlation)),
  );
const tail = (correlation: number[][], df: number, bound: number) =>
  largestTTails(correlation, df, [bound])[0] ?? Number.NaN;

describe("largestTTails", () => {
  it("agrees with nested quadrature where correlations are products", () => {
    for (const df of [3, 12, Number.POSITIVE_INFINITY])
      for (const bound of [1, 2.5, 6]) {
        const wanted = productCorrelationTail(loadingGroups([0.7, 0.7, 0.7, 0.7]), df, bound);
        expect(tail(alike(4, 0.49), df, bound) / wanted).toBeCloseTo(1, 2);
      }
  });

  it("lies between one tail and the sum of all, and keeps its digits far out", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0.1, max: 30, noNaN: true }),
        (correlation, df, bound) => {
          const own = studentTTwoSided(bound, df);
          const found = tail(alike(3, correlation), df, bound);
          expect(found).toBeGreaterThanOrEqual(own);
          expect(found).toBeLessThanOrEqual(Math.min(1, 3 * own));
        },
      ),
      { numRuns: 25 },
    );
    expect(
      tail(alike(3, 0), Number.POSITIVE_INFINITY, 8) / studentTTwoSided(8, Number.POSITIVE_INFINITY),
    ).toBeCloseTo(3, 6);
  });

  it("counts members that are one and the same, or opposites, once", () => {
    const own = studentTTwoSided(2.2, 7);
    expect(tail(alike(3, 1), 7, 2.2)).toBeCloseTo(own, 12);
    expect(
      tail(
        [
          [1, -1],
          [-1, 1],
        ],
        7,
        2.2,
      ),
    ).toBeCloseTo(own, 12);
  });

  it("is 1 at 0, and no number without members, degrees of freedom or correlations", () => {
    expect(tail(alike(2, 0.5), 5, 0)).toBe(1);
    expect(tail([], 5, 1)).toBeNaN();
    expect(tail(alike(2, 0.5), 0, 1)).toBeNaN();
    expect(tail(alike(2, Number.NaN), 5, 1)).toBeNaN();
    expect(tail(alike(2, 0.5), 5, Number.NaN)).toBeNaN();
  });
});
