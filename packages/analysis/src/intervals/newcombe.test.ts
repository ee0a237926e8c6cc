import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { criticalT } from "../distributions/student-t.js";
import { readOracle, relativeError } from "../testing/read-oracle.js";
import { newcombe } from "./newcombe.js";

const z = criticalT(0.95, Number.POSITIVE_INFINITY);

describe("newcombe", () => {
  it.each(readOracle("newcombe"))("agrees with confint_proportions_2indep: $id", (reference) => {
    const found = newcombe(
      { events: reference.number("inputs/x1"), n: reference.number("inputs/n1") },
      { events: reference.number("inputs/x0"), n: reference.number("inputs/n0") },
      z,
    );
    expect(relativeError(found.estimate, reference.number("outputs/diff"))).toBeLessThanOrEqual(
      reference.relTol,
    );
    expect(relativeError(found.lower, reference.number("outputs/newcombe_lower"))).toBeLessThanOrEqual(
      reference.relTol,
    );
    expect(relativeError(found.upper, reference.number("outputs/newcombe_upper"))).toBeLessThanOrEqual(
      reference.relTol,
    );
  });

  const proportion = fc
    .integer({ min: 1, max: 2000 })
    .chain((n) => fc.integer({ min: 0, max: n }).map((events) => ({ events, n })));

  it("turns round when the arms are swapped and stays in [-1, 1]", () => {
    fc.assert(
      fc.property(proportion, proportion, (a, b) => {
        const one = newcombe(a, b, z);
        const other = newcombe(b, a, z);
        expect(Math.abs(one.lower + other.upper)).toBeLessThan(1e-12);
        expect(one.lower).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(one.upper).toBeLessThanOrEqual(1 + 1e-12);
        expect(one.upper - one.lower).toBeGreaterThan(0);
      }),
    );
  });
});
