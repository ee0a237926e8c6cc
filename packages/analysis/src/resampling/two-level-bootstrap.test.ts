import { describe, expect, it } from "vitest";
import { seededRandom } from "../seeded-random.js";
import { meanOf, twoLevelBootstrap } from "./two-level-bootstrap.js";

const clusters = 40;
const size = 8;

function study() {
  const random = seededRandom(5);
  const clusterOf = Int32Array.from({ length: clusters * size }, (_, row) => Math.floor(row / size));
  const level = Float64Array.from({ length: clusters }, () => random.normal());
  const values = Float64Array.from(clusterOf, (cluster) => (level[cluster] ?? 0) + random.normal());
  return { values, clusterOf, level };
}

const question = { statistic: "mean", draws: 1500, seed: 9, level: 0.95 } as const;

describe("twoLevelBootstrap", () => {
  it("has the standard error of the closed form", () => {
    const { values, clusterOf } = study();
    const found = twoLevelBootstrap(values, clusterOf, question);
    if (found.status !== "estimated") throw new Error(found.reason);
    const means = Array.from({ length: clusters }, (_, cluster) =>
      meanOf(values.slice(cluster * size, (cluster + 1) * size)),
    );
    const spread = (list: readonly number[]) => {
      const mean = list.reduce((sum, value) => sum + value, 0) / list.length;
      return list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / list.length;
    };
    const within = means.map((_, cluster) => spread([...values.slice(cluster * size, (cluster + 1) * size)]));
    const variance =
      spread(means) / clusters + within.reduce((sum, own) => sum + own / size, 0) / clusters ** 2;
    // the standard error of a standard deviation of 1500 draws is 1.8% of it
    expect(found.standardError / Math.sqrt(variance)).toBeGreaterThan(0.93);
    expect(found.standardError / Math.sqrt(variance)).toBeLessThan(1.07);
    expect(found.percentile.lower).toBeLessThan(found.estimate);
    expect(found.percentile.upper).toBeGreaterThan(found.estimate);
    expect(found.bca).not.toHaveProperty("status");
  });

  it("draws the same rows for a statistic of one's own", () => {
    const { values, clusterOf } = study();
    const built = twoLevelBootstrap(values, clusterOf, { ...question, draws: 50 });
    const own = twoLevelBootstrap(values, clusterOf, { ...question, draws: 50, statistic: meanOf });
    if (built.status !== "estimated" || own.status !== "estimated") throw new Error("both are estimated");
    expect(own.standardError).toBeCloseTo(built.standardError, 12);
    expect(own.percentile.lower).toBeCloseTo(built.percentile.lower, 12);
  });

  it("does not look at the names of clusters, and leaves out rows without a score", () => {
    const { values, clusterOf } = study();
    const plain = twoLevelBootstrap(values, clusterOf, question);
    const renamed = clusterOf.map((cluster) => 1000 - 3 * cluster);
    expect(twoLevelBootstrap(values, renamed, question)).toEqual(plain);
    const holed = Float64Array.from([...values, Number.NaN]);
    expect(twoLevelBootstrap(holed, Int32Array.from([...clusterOf, 3]), question)).toEqual(plain);
  });

  it("says why where there is nothing to draw from", () => {
    const of = (values: readonly number[], cluster: readonly number[]) =>
      twoLevelBootstrap(Float64Array.from(values), Int32Array.from(cluster), question);
    expect(of([], [])).toMatchObject({ status: "not-estimable", reason: expect.stringContaining("cluster") });
    expect(of([1, 2], [0, 0])).toMatchObject({ status: "not-estimable" });
    expect(of([1, 1], [0, 1])).toMatchObject({ reason: expect.stringContaining("do not differ") });
  });
});
