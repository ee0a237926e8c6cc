import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../seeded-random.js";
import { expectEstimated } from "../testing/matrices.js";
import { wildClusterBootstrap } from "./wild-cluster-bootstrap.js";

function study(clusters: number, effect: number, seed: number) {
  const random = seededRandom(seed);
  const lines: number[][] = [];
  const y: number[] = [];
  const cluster: number[] = [];
  for (let own = 0; own < clusters; own += 1) {
    const shift = random.normal();
    for (let row = 0; row < 4; row += 1) {
      lines.push([1, own % 2]);
      y.push(effect * (own % 2) + shift + random.normal());
      cluster.push(own);
    }
  }
  return { x: new Matrix(lines), y: Float64Array.from(y), cluster: Int32Array.from(cluster) };
}

describe("wildClusterBootstrap", () => {
  it("tries all signs, so that p is a multiple of 2 / 2^G, and does not care for the sign of the effect", () => {
    const { x, y, cluster } = study(6, 1, 4);
    const found = expectEstimated(wildClusterBootstrap(x, y, 1, cluster));
    expect(found.enumerated).toBe(true);
    expect(found.sorted).toHaveLength(64);
    expect((found.pValue * 64) % 2).toBe(0);
    const turned = expectEstimated(
      wildClusterBootstrap(
        x,
        y.map((value) => -value),
        1,
        cluster,
      ),
    );
    expect(turned.pValue).toBe(found.pValue);
    expect(turned.t).toBeCloseTo(-found.t, 10);
  });
  it("draws six-point weights above twelve clusters, the same for the same seed", () => {
    const { x, y, cluster } = study(16, 3, 5);
    expect(wildClusterBootstrap(x, y, 1, cluster)).toMatchObject({ status: "not-estimable" });
    const draw = (seed: number) =>
      expectEstimated(wildClusterBootstrap(x, y, 1, cluster, { draws: 999, random: seededRandom(seed) }));
    expect(draw(1).pValue).toBe(draw(1).pValue);
    expect(draw(1).pValue).not.toBe(draw(2).pValue);
    expect(Math.abs(draw(1).pValue - draw(2).pValue)).toBeLessThan(0.03);
    expect(draw(1).pValue).toBeLessThan(0.05);
  });
  it("rejects a true null about as often as it says", () => {
    let rejected = 0;
    for (let seed = 0; seed < 120; seed += 1) {
      const { x, y, cluster } = study(10, 0, 100 + seed);
      if (expectEstimated(wildClusterBootstrap(x, y, 1, cluster)).pValue <= 0.05) rejected += 1;
    }
    expect(rejected / 120).toBeLessThan(0.12);
  });
  it("has no t where clusters do not differ", () => {
    const { x, cluster } = study(4, 0, 1);
    expect(wildClusterBootstrap(x, new Float64Array(16).fill(2), 1, cluster)).toMatchObject({
      status: "not-estimable",
    });
    expect(wildClusterBootstrap(x, new Float64Array(16), 1, new Int32Array(16))).toMatchObject({
      status: "not-estimable",
    });
  });
  it("has no t where one cluster is all there is of an arm", () => {
    const { x, y, cluster } = study(2, 1, 3);
    expect(wildClusterBootstrap(x, y, 1, cluster)).toMatchObject({ status: "not-estimable" });
  });
});
