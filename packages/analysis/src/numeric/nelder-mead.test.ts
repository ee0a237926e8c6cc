import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nelderMead } from "./nelder-mead.js";

const at = (x: Float64Array, axis: number): number => x[axis] ?? Number.NaN;

describe("nelderMead", () => {
  it("crosses Rosenbrock's valley to (1, 1)", () => {
    const { x, value, converged } = nelderMead(
      (p) => 100 * (at(p, 1) - at(p, 0) ** 2) ** 2 + (1 - at(p, 0)) ** 2,
      Float64Array.of(-1.2, 1),
    );
    expect(converged).toBe(true);
    expect(value).toBeLessThan(1e-15);
    expect(at(x, 0)).toBeCloseTo(1, 6);
    expect(at(x, 1)).toBeCloseTo(1, 6);
  });
  it("solves Powell's singular function in four dimensions", () => {
    const { value } = nelderMead(
      (p) =>
        (at(p, 0) + 10 * at(p, 1)) ** 2 +
        5 * (at(p, 2) - at(p, 3)) ** 2 +
        (at(p, 1) - 2 * at(p, 2)) ** 4 +
        10 * (at(p, 0) - at(p, 3)) ** 4,
      Float64Array.of(3, -1, 0, 1),
    );
    expect(value).toBeLessThan(1e-10);
  });
  it("stays at a boundary that holds the minimum", () => {
    const { x } = nelderMead((p) => (at(p, 0) + 1) ** 2 + (at(p, 1) - 2) ** 2, Float64Array.of(1, 1), {
      lowerBounds: Float64Array.of(0, 0),
    });
    expect(at(x, 0)).toBe(0);
    expect(at(x, 1)).toBeCloseTo(2, 5);
  });
  it("works in one dimension, from 0, and around NaN", () => {
    const { x } = nelderMead((p) => (at(p, 0) < -1 ? Number.NaN : (at(p, 0) + 0.5) ** 2), Float64Array.of(0));
    expect(at(x, 0)).toBeCloseTo(-0.5, 6);
  });
  it("says when it ran out of steps", () => {
    expect(nelderMead((p) => -at(p, 0), Float64Array.of(1), { maximumEvaluations: 20 }).converged).toBe(
      false,
    );
  });
  it("finds the centre of a tilted bowl anywhere", () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 3, maxLength: 3 }),
        (centre) => {
          const { x } = nelderMead(
            (p) => {
              const d = Array.from(p, (value, axis) => value - (centre[axis] ?? 0));
              const [a = 0, b = 0, c = 0] = d;
              return a * a + 3 * b * b + 0.5 * c * c + a * b - 0.4 * b * c;
            },
            Float64Array.of(1, 1, 1),
          );
          return x.every((value, axis) => Math.abs(value - (centre[axis] ?? 0)) < 1e-4);
        },
      ),
      { numRuns: 40 },
    ));
});
