import fc from "fast-check";
import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { runVariance } from "../effects/run-variance.js";
import { expectEstimated } from "../testing/matrices.js";
import { CLUSTER_CORRECTIONS, clusterRobust } from "./cluster-robust.js";
import { groupNumbers } from "./design-matrix.js";
import { leastSquares } from "./least-squares.js";
import { multiwayCluster } from "./multiway-cluster.js";

const score = fc.integer({ min: -50, max: 50 }).map((value) => value / 10);
const rows = fc.array(fc.record({ y: score, x: score, cluster: fc.integer({ min: 0, max: 4 }) }), {
  minLength: 8,
  maxLength: 40,
});

function fitOf(data: readonly { readonly y: number; readonly x: number; readonly cluster: number }[]) {
  const fit = leastSquares(
    new Matrix(data.map(({ x }) => [1, x])),
    data.map(({ y }) => y),
  );
  const cluster = groupNumbers([data.map((row) => row.cluster)], data.length);
  return { fit, cluster };
}

describe("clusterRobust", () => {
  it("is Welch's variance and degrees of freedom for one value a run", () => {
    const arm = Float64Array.of(0.2, 0.5, 0.9, 0.4);
    const control = Float64Array.of(0.1, 0.15, 0.3);
    const welch = expectEstimated(runVariance(arm, control));
    const x = new Matrix([...control].map(() => [1, 0]).concat([...arm].map(() => [1, 1])));
    const fit = expectEstimated(leastSquares(x, [...control, ...arm]));
    const found = expectEstimated(
      clusterRobust(
        fit,
        Int32Array.from({ length: 7 }, (_, run) => run),
        "CR2",
      ),
    );
    expect(found.covariance.get(1, 1)).toBeCloseTo(welch.variance, 12);
  });
  it("does not depend on the order of rows, and scales with y", () =>
    fc.assert(
      fc.property(rows, fc.constantFrom(...CLUSTER_CORRECTIONS), (data, correction) => {
        const one = fitOf(data);
        const turned = fitOf([...data].reverse().map((row) => ({ ...row, y: 3 * row.y })));
        if ("status" in one.fit || "status" in turned.fit) return;
        const here = clusterRobust(one.fit, one.cluster, correction);
        const there = clusterRobust(turned.fit, turned.cluster, correction);
        if ("status" in here || "status" in there) {
          expect("status" in here).toBe("status" in there);
          return;
        }
        const spread = here.covariance.get(1, 1);
        expect(Math.abs(there.covariance.get(1, 1) - 9 * spread)).toBeLessThanOrEqual(
          1e-7 * (1e-6 + 9 * spread),
        );
      }),
    ));
  it("grows from CR0 over CR2 to CR3 where every row is its own cluster, since 1 <= 1 / (1 - h) <= 1 / (1 - h)^2", () =>
    fc.assert(
      fc.property(rows, (data) => {
        const { fit } = fitOf(data);
        const cluster = Int32Array.from(data, (_, row) => row);
        if ("status" in fit) return;
        const [low, middle, high] = (["CR0", "CR2", "CR3"] as const).map((correction) =>
          clusterRobust(fit, cluster, correction),
        );
        if (!low || !middle || !high || "status" in low || "status" in middle || "status" in high) return;
        const of = ({ covariance }: typeof low) => covariance.get(0, 0);
        expect(of(low)).toBeLessThanOrEqual(of(middle) * (1 + 1e-9) + 1e-12);
        expect(of(middle)).toBeLessThanOrEqual(of(high) * (1 + 1e-9) + 1e-12);
      }),
    ));
  it("gives 0 degrees of freedom, not a certainty, where one cluster decides a coefficient", () => {
    const x = new Matrix([
      [1, 0],
      [1, 0],
      [1, 0],
      [1, 1],
      [1, 1],
    ]);
    const fit = expectEstimated(
      leastSquares(
        x.mmul(
          new Matrix([
            [1, 0],
            [-1, 1],
          ]),
        ),
        [1, 2, 4, 3, 5],
      ),
    );
    const cluster = Int32Array.of(0, 1, 2, 3, 3);
    const found = expectEstimated(clusterRobust(fit, cluster, "CR2"));
    expect(Math.min(...found.df)).toBe(0);
    expect(clusterRobust(fit, cluster, "CR3")).toMatchObject({ status: "not-estimable" });
  });
  it("needs two clusters", () => {
    const fit = expectEstimated(leastSquares(new Matrix([[1], [1], [1]]), [1, 2, 4]));
    expect(clusterRobust(fit, new Int32Array(3), "CR1")).toMatchObject({ status: "not-estimable" });
    expect(multiwayCluster(fit, [new Int32Array(3), Int32Array.of(0, 1, 2)], "HC0")).toMatchObject({
      status: "not-estimable",
    });
  });
});

describe("multiwayCluster", () => {
  it("is the one-way variance when both clusterings are the same", () =>
    fc.assert(
      fc.property(rows, (data) => {
        const { fit, cluster } = fitOf(data);
        if ("status" in fit) return;
        const both = multiwayCluster(fit, [cluster, cluster], "HC0");
        const one = clusterRobust(fit, cluster, "CR0");
        if ("status" in both || "status" in one) return;
        expect(both.get(1, 1)).toBeCloseTo(one.covariance.get(1, 1), 8);
      }),
    ));
});
