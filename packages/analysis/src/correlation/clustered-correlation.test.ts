import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusteredCorrelation } from "./clustered-correlation.js";

const pairs = {
  x: Float64Array.of(0.1, 0.2, 0.15, 0.4, 0.35, 0.5, 0.3, 0.6, 0.55, 0.2, 0.25, 0.45),
  y: Float64Array.of(0.2, 0.25, 0.1, 0.5, 0.3, 0.55, 0.35, 0.5, 0.7, 0.3, 0.2, 0.4),
  cluster: Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5),
};

describe("clusteredCorrelation", () => {
  // scipy 1.10.1 pearsonr and spearmanr; the jackknife over clusters with numpy 1.24.2.
  it.each([
    ["pearson", 0.8856157261441931, 0.02611161051516408, 0.8184936944291539, 0.9527377578592324],
    ["spearman", 0.8996534644431475, 0.02577231612266769, 0.8334036167307247, 0.9659033121555703],
  ] as const)("%s agrees with scipy", (kind, estimate, standardError, lower, upper) => {
    const found = clusteredCorrelation(pairs, kind, 0.95);
    if (found.status !== "estimated") throw new Error(found.reason);
    expect(found.estimate).toBeCloseTo(estimate, 12);
    expect(found.standardError).toBeCloseTo(standardError, 12);
    expect(found.interval?.lower).toBeCloseTo(lower, 10);
    expect(found.interval?.upper).toBeCloseTo(upper, 10);
    expect(found.df).toBe(5);
  });

  it("has no interval below five runs, and no estimate where something does not vary", () => {
    const few = { ...pairs, cluster: pairs.cluster.map((own) => Math.min(own, 3)) };
    expect(clusteredCorrelation(few, "pearson", 0.95)).toMatchObject({ status: "estimated", interval: null });
    const flat = { ...pairs, y: new Float64Array(12).fill(0.3) };
    for (const kind of ["pearson", "spearman"] as const)
      expect(clusteredCorrelation(flat, kind, 0.95)).toMatchObject({ status: "not-estimable" });
  });

  it("turns with one of the two, is symmetric, and ranks know only the order", () => {
    const values = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
      minLength: 6,
      maxLength: 20,
    });
    fc.assert(
      fc.property(values, (own) => {
        const x = Float64Array.from(own, ([a]) => a);
        const y = Float64Array.from(own, ([, b]) => b);
        const cluster = Int32Array.from(own, (_, index) => index % 6);
        const estimate = (a: Float64Array, b: Float64Array) => {
          const found = clusteredCorrelation({ x: a, y: b, cluster }, "spearman", 0.95);
          return found.status === "estimated" ? found.estimate : 0;
        };
        expect(estimate(y, x)).toBeCloseTo(estimate(x, y), 10);
        expect(
          estimate(
            x,
            y.map((value) => -value),
          ),
        ).toBeCloseTo(-estimate(x, y), 10);
        expect(estimate(x.map(Math.exp), y)).toBeCloseTo(estimate(x, y), 10);
      }),
      { numRuns: 60 },
    );
  });
});
