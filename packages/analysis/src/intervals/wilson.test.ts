import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { criticalT } from "../distributions/student-t.js";
import { readOracle, relativeError } from "../testing/read-oracle.js";
import { wilson } from "./wilson.js";

describe("wilson", () => {
  it.each(readOracle("wilson"))("agrees with prop.test: $id", (reference) => {
    const n = reference.number("inputs/n");
    const z = criticalT(reference.number("inputs/level"), Number.POSITIVE_INFINITY);
    const limits = wilson(reference.number("inputs/x") / n, n, z);
    expect(relativeError(limits.lower, reference.number("outputs/lower"))).toBeLessThanOrEqual(
      reference.relTol,
    );
    expect(relativeError(limits.upper, reference.number("outputs/upper"))).toBeLessThanOrEqual(
      reference.relTol,
    );
  });

  const rate = fc.double({ min: 0, max: 1, noNaN: true });
  const size = fc.double({ min: 0.5, max: 1e6, noNaN: true });
  const critical = fc.double({ min: 0.1, max: 50, noNaN: true });

  it("stays in [0, 1], holds the rate, and mirrors under p -> 1 - p", () => {
    fc.assert(
      fc.property(rate, size, critical, (p, n, z) => {
        const one = wilson(p, n, z);
        const other = wilson(1 - p, n, z);
        expect(one.lower).toBeGreaterThanOrEqual(0);
        expect(one.upper).toBeLessThanOrEqual(1);
        expect(one.lower).toBeLessThanOrEqual(p + 1e-12);
        expect(one.upper).toBeGreaterThanOrEqual(p - 1e-12);
        expect(Math.abs(one.lower - (1 - other.upper))).toBeLessThan(1e-9);
      }),
    );
  });

  it("is never [0, 0]", () => {
    expect(wilson(0, 1200, 1.96).upper).toBeGreaterThan(0.003);
    expect(wilson(0, 1200, 1.96).lower).toBe(0);
  });
});
