import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clusteredStandardError } from "./clustered-standard-error.js";

const of = (scores: readonly number[], cluster: readonly number[]) =>
  clusteredStandardError(Float64Array.from(scores), Int32Array.from(cluster));

describe("clusteredStandardError", () => {
  it("is Miller's, and inspect's with C / (C - 1)", () => {
    const found = of([1, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 1], [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
    expect(found).toMatchObject({
      mean: expect.closeTo(0.5833333333333334, 14),
      independent: expect.closeTo(0.1486470975026408, 14),
      clustered: expect.closeTo(0.07216878364870323, 14),
      corrected: expect.closeTo(0.08333333333333333, 14),
      clusters: 4,
    });
  });
  it("has no standard error where nothing varies, and no mean without a score", () => {
    expect(of([1, 1, 1], [0, 1, 2])).toMatchObject({ mean: 1, independent: null, clustered: null });
    expect(of([0, 1], [7, 7])).toMatchObject({ clusters: 1, clustered: null, corrected: null });
    expect(of([0.5], [0])).toMatchObject({ independent: null, clustered: null });
    expect(of([], [])).toMatchObject({ status: "not-estimable" });
    expect(of([Number.NaN], [0])).toMatchObject({ status: "not-estimable" });
  });
  const rows = fc.array(
    fc.tuple(fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(Number.NaN)), fc.integer()),
    { minLength: 1, maxLength: 60 },
  );
  const split = (pairs: readonly (readonly [number, number])[]) =>
    of(
      pairs.map(([score]) => score),
      pairs.map(([, cluster]) => cluster),
    );
  it("looks at neither the names of clusters nor the order of scores, and leaves out what is not scored", () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const names = [...new Set(pairs.map(([, cluster]) => cluster))];
        const renamed = pairs
          .filter(([score]) => !Number.isNaN(score))
          .map(([score, cluster]) => [score, names.indexOf(cluster)] as const)
          .reverse();
        const [one, other] = [split(pairs), split(renamed)];
        expect("status" in one).toBe("status" in other);
        if ("status" in one || "status" in other) return;
        expect(other.clusters).toBe(one.clusters);
        for (const key of ["independent", "clustered", "corrected"] as const) {
          const [a, b] = [one[key] ?? 0, other[key] ?? 0];
          expect(Math.abs(a - b)).toBeLessThan(1e-9);
        }
      }),
    );
  });
  it("is that of independent scores, up to (n - 1) / n, where each is its own cluster", () => {
    const scores = [0.1, 0.5, 0.9, 0.3, 0.2];
    const found = of(scores, [0, 1, 2, 3, 4]);
    expect("status" in found ? 0 : found.corrected).toBeCloseTo(
      "status" in found ? 1 : (found.independent ?? 1),
      14,
    );
  });
});
