import { describe, expect, it } from "vitest";
import { derivativesAlong, derivativesOf } from "./differences.js";

const at = (x: Float64Array, axis: number): number => x[axis] ?? Number.NaN;
const POINT = Float64Array.of(0.3, -0.7);
const STEPS = Float64Array.of(0.01, 0.01);

describe("derivativesOf", () => {
  it("gives gradients and Hessians of several functions at once", () => {
    const { values, gradients, hessians } = derivativesOf(
      (x) => Float64Array.of(Math.exp(at(x, 0)) * Math.sin(at(x, 1)), at(x, 0) ** 2 * at(x, 1)),
      POINT,
      STEPS,
    );
    const grown = Math.exp(0.3);
    expect(values[0]).toBe(grown * Math.sin(-0.7));
    expect(gradients[0]?.[0]).toBeCloseTo(grown * Math.sin(-0.7), 8);
    expect(gradients[0]?.[1]).toBeCloseTo(grown * Math.cos(-0.7), 8);
    expect(hessians[0]?.[0]).toBeCloseTo(grown * Math.sin(-0.7), 7);
    expect(hessians[0]?.[1]).toBeCloseTo(grown * Math.cos(-0.7), 7);
    expect(hessians[0]?.[2]).toBe(hessians[0]?.[1]);
    expect(hessians[1]?.[0]).toBeCloseTo(2 * -0.7, 8);
    expect(hessians[1]?.[1]).toBeCloseTo(2 * 0.3, 8);
    expect(hessians[1]?.[3]).toBeCloseTo(0, 8);
  });
  it("leaves Hessians out where they are not wanted, and takes no variables at all", () => {
    expect(derivativesOf((x) => x, POINT, STEPS, { withHessians: false }).hessians).toEqual([]);
    expect(derivativesOf(() => Float64Array.of(4), new Float64Array(0), new Float64Array(0)).values[0]).toBe(
      4,
    );
  });
});

describe("derivativesAlong", () => {
  it("is exact for polynomials of the fourth degree", () => {
    const { value, slopes, curvatures, sides } = derivativesAlong(
      (x) => at(x, 0) ** 4,
      Float64Array.of(2),
      Float64Array.of(0.5),
    );
    expect(value).toBe(16);
    expect(slopes[0]).toBeCloseTo(32, 10);
    expect(curvatures[0]).toBeCloseTo(48, 10);
    expect(sides[0]).toBeCloseTo(1.5 ** 4 + 2.5 ** 4, 12);
  });
});
