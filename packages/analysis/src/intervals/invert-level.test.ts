import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { criticalT } from "../distributions/student-t.js";
import { pValueByInversion } from "./invert-level.js";
import { newcombe } from "./newcombe.js";

describe("pValueByInversion", () => {
  it("gives the t-test's own p for a symmetric interval", () => {
    const p = pValueByInversion((t) => ({ estimate: 3, lower: 3 - t, upper: 3 + t }), 4);
    expect(p).toBeCloseTo(0.039941968, 8);
  });

  it("agrees with its interval: at level 1 - p an end is 0", () => {
    const proportion = fc
      .integer({ min: 2, max: 300 })
      .chain((n) => fc.integer({ min: 0, max: n }).map((events) => ({ events, n })));
    fc.assert(
      fc.property(
        proportion,
        proportion,
        fc.constantFrom(1, 2.5, 7, Number.POSITIVE_INFINITY),
        (a, b, df) => {
          const p = pValueByInversion((t) => newcombe(a, b, t), df);
          expect(p).toBeGreaterThanOrEqual(0);
          expect(p).toBeLessThanOrEqual(1);
          if (p < 1e-10 || p > 0.9999) return;
          const { lower, upper } = newcombe(a, b, criticalT(1 - p, df));
          expect(Math.min(Math.abs(lower), Math.abs(upper))).toBeLessThan(1e-6);
        },
      ),
    );
  });

  it("is 1 at an estimate of 0", () => {
    expect(pValueByInversion((t) => newcombe({ events: 0, n: 9 }, { events: 0, n: 9 }, t), 3)).toBe(1);
  });
});
