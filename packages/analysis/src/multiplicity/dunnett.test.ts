import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { studentTTwoSided } from "../distributions/student-t.js";
import { dunnett } from "./dunnett.js";
import { dunnettCriticalValue } from "./dunnett-critical-value.js";
import { pooledRuns } from "./pooled-runs.js";

const member = fc.record({
  t: fc.double({ min: -8, max: 8, noNaN: true }),
  runs: fc.integer({ min: 2, max: 6 }),
  controlRuns: fc.constant(3),
});

describe("dunnett", () => {
  it("lies between the single p-value and Bonferroni's, whatever the order", () => {
    fc.assert(
      fc.property(
        fc.array(member, { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 2, max: 30 }),
        (members, df) => {
          const adjusted = dunnett(members, df);
          members.forEach(({ t }, index) => {
            const alone = studentTTwoSided(t, df);
            expect(adjusted[index]).toBeGreaterThanOrEqual(alone - 1e-9);
            expect(adjusted[index]).toBeLessThanOrEqual(Math.min(1, members.length * alone) + 1e-9);
          });
          const turned = dunnett([...members].reverse(), df).reverse();
          turned.forEach((value, index) => {
            expect(value).toBeCloseTo(adjusted[index] ?? Number.NaN, 10);
          });
        },
      ),
      { numRuns: 20 },
    );
  });

  it("agrees with its critical value", () => {
    for (const df of [4, 16, Number.POSITIVE_INFINITY]) {
      const critical = dunnettCriticalValue([Math.SQRT1_2, Math.SQRT1_2, Math.SQRT1_2], df, 0.95);
      const even = { runs: 3, controlRuns: 3 };
      const [first] = dunnett(
        [
          { t: critical, ...even },
          { t: 0, ...even },
          { t: 0, ...even },
        ],
        df,
      );
      expect(first).toBeCloseTo(0.05, 9);
    }
  });

  it("counts a member without an answer, and leaves it empty", () => {
    const one = { t: 3, runs: 3, controlRuns: 3 };
    const [alone = 0] = dunnett([one], 8).map((value) => value ?? Number.NaN);
    const [beside = 0, missing] = dunnett([one, null], 8);
    expect(beside).toBeGreaterThan(alone);
    expect(missing).toBeNull();
  });

  it("has no critical value where there is nothing to compare, or the correlation is 1", () => {
    expect(dunnettCriticalValue([], 4, 0.95)).toBeNaN();
    expect(dunnettCriticalValue([1, 1], 4, 0.95)).toBeNaN();
    expect(dunnettCriticalValue([0.5, 0.5], 0, 0.95)).toBeNaN();
  });
});

describe("pooledRuns", () => {
  it("says why there is no pooled variance", () => {
    expect(pooledRuns([[1]], [2])).toMatchObject({ reason: "no arm has two runs" });
    expect(pooledRuns([[1, 1]], [2, 2])).toMatchObject({ status: "not-estimable" });
    expect(pooledRuns([[]], [2, 3])).toMatchObject({ status: "not-estimable" });
  });
});
