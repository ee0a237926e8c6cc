import { describe, expect, it } from "vitest";
import { newtonMinimum } from "./newton-minimum.js";

const at = (x: Float64Array, axis: number): number => x[axis] ?? Number.NaN;
const valley = (x: Float64Array) => 100 * (at(x, 1) - at(x, 0) ** 2) ** 2 + (1 - at(x, 0)) ** 2;
const slope = (x: Float64Array) =>
  Float64Array.of(
    -400 * at(x, 0) * (at(x, 1) - at(x, 0) ** 2) - 2 * (1 - at(x, 0)),
    200 * (at(x, 1) - at(x, 0) ** 2),
  );

describe("newtonMinimum", () => {
  it.each([
    ["differences", {}],
    ["the gradient", { gradient: slope }],
  ])("crosses Rosenbrock's valley by %s, to the last digits", (_, options) => {
    const { x, converged } = newtonMinimum(valley, Float64Array.of(-1.2, 1), options);
    expect(converged).toBe(true);
    expect(at(x, 0)).toBeCloseTo(1, 8);
    expect(at(x, 1)).toBeCloseTo(1, 8);
  });
  it("goes down where the surface is curved the wrong way", () => {
    // A saddle at 0, minima at +-1.
    const { x } = newtonMinimum((p) => (at(p, 0) ** 2 - 1) ** 2 + at(p, 1) ** 2, Float64Array.of(0.1, 0.5));
    expect(Math.abs(at(x, 0))).toBeCloseTo(1, 7);
  });
  it("keeps its best point where the function says no", () => {
    const refusing = (p: Float64Array) => (at(p, 0) < 1 ? Number.NaN : (at(p, 0) - 1.02) ** 2);
    const { x } = newtonMinimum(refusing, Float64Array.of(3));
    expect(at(x, 0)).toBeGreaterThanOrEqual(1);
    expect(refusing(x)).toBeLessThan(1);
  });
});
