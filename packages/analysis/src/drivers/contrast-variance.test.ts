import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { armComponents } from "../effects/arm-components.js";
import type { CrossedArm } from "../effects/crossed-pair.js";
import { twoWayComponents } from "../effects/two-way-components.js";
import { expectEstimated } from "../testing/matrices.js";
import { armSet } from "./arm-set.js";
import { contrastCovariance, contrastVariance } from "./contrast-variance.js";

const CLUSTERS = 6;
const sizesOf = (sizes: readonly number[]) => Float64Array.from(sizes);
/** Mean of twenty scores: rates below what rounding leaves are no rates. */
const rate = fc.integer({ min: 0, max: 20 }).map((events) => events / 20);
const armOf = (least = 2) =>
  fc
    .integer({ min: least, max: 4 })
    .chain((runs) =>
      fc
        .array(rate, { minLength: runs * CLUSTERS, maxLength: runs * CLUSTERS })
        .map(
          (means): CrossedArm => ({ runs, means: Float64Array.from(means), observations: runs * CLUSTERS }),
        ),
    );
const clusterSizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: CLUSTERS, maxLength: CLUSTERS });

describe("contrastVariance", () => {
  it("is that of two-way components for a pair of arms", () => {
    fc.assert(
      fc.property(armOf(), armOf(), clusterSizes, (arm, control, given) => {
        const sizes = sizesOf(given);
        const prompts = given.reduce((sum, size) => sum + size, 0);
        const pair = twoWayComponents({ arm, control, sizes, clusters: CLUSTERS, prompts, dropped: 0 });
        const arms = [armComponents(arm, sizes), armComponents(control, sizes)];
        const found = contrastVariance(armSet(arms, sizes), [1, -1], "welch");
        for (const target of ["suiteFixed", "promptGeneral"] as const) {
          const own = expectEstimated(found[target]);
          const other = expectEstimated(pair[target]);
          expect(own.variance).toBeCloseTo(other.variance, 12);
          expect(own.df / other.df).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it("does not change with the sign, and grows with the square of the weights", () => {
    fc.assert(
      fc.property(fc.tuple(armOf(), armOf(), armOf()), clusterSizes, (given, list) => {
        const sizes = sizesOf(list);
        const arms = given.map((arm) => armComponents(arm, sizes));
        for (const method of ["welch", "pooled"] as const) {
          const at = (factor: number) =>
            expectEstimated(
              contrastVariance(armSet(arms, sizes), [factor, -factor / 2, -factor / 2], method).promptGeneral,
            );
          expect(at(-1)).toEqual(at(1));
          expect(at(3).variance).toBeCloseTo(9 * at(1).variance, 9);
        }
      }),
    );
  });

  it("is the same for pooled and own variances where runs and weights are equal", () => {
    const arm = (means: number[]) =>
      armComponents({ runs: 2, means: Float64Array.from(means), observations: 4 }, sizesOf([1, 1]));
    const arms = [
      arm([0.1, 0.2, 0.5, 0.5]),
      arm([0.3, 0.3, 0.9, 0.1]),
      arm([0, 0.1, 0.2, 0.9]),
      arm([1, 1, 0.8, 1]),
    ];
    const weights = [0.5, 0.5, -0.5, -0.5];
    const own = expectEstimated(contrastVariance(armSet(arms, sizesOf([1, 1])), weights, "welch").suiteFixed);
    const pooled = expectEstimated(
      contrastVariance(armSet(arms, sizesOf([1, 1])), weights, "pooled").suiteFixed,
    );
    expect(own.variance).toBeCloseTo(pooled.variance, 14);
    expect(pooled.df).toBeCloseTo(4, 10);
    expect(own.df).toBeLessThan(4);
  });

  it("takes an arm with one run from the others when pooled, and says why it cannot otherwise", () => {
    const sizes = sizesOf([1, 1, 1, 1, 1]);
    const single = armComponents(
      { runs: 1, means: Float64Array.from([0, 1, 0, 1, 0]), observations: 5 },
      sizes,
    );
    const double = armComponents(
      { runs: 2, means: Float64Array.from([0, 1, 0, 1, 1, 1, 1, 0.5, 0, 0]), observations: 10 },
      sizes,
    );
    expect(contrastVariance(armSet([single, double], sizes), [1, -1], "welch").suiteFixed).toMatchObject({
      reason: expect.stringContaining("one run"),
    });
    expect(contrastVariance(armSet([single, double], sizes), [1, -1], "pooled").suiteFixed).toMatchObject({
      df: 1,
    });
    expect(contrastVariance(armSet([single, single], sizes), [1, -1], "pooled").promptGeneral).toMatchObject({
      status: "not-estimable",
    });
  });
});

describe("contrastCovariance", () => {
  it("has the variances of its two contrasts where no part is cut at 0, and is positive semidefinite always", () => {
    fc.assert(
      fc.property(fc.tuple(armOf(), armOf(), armOf()), clusterSizes, (given, list) => {
        const sizes = sizesOf(list);
        const arms = given.map((arm) => armComponents(arm, sizes));
        const found = contrastCovariance(armSet(arms, sizes), [1, 0, -1], [0, 1, -1], "welch");
        const fixed = expectEstimated(found.suiteFixed);
        expect(fixed.from).toBeCloseTo(
          expectEstimated(contrastVariance(armSet(arms, sizes), [1, 0, -1], "welch").suiteFixed).variance,
          12,
        );
        expect(fixed.cross).toBeCloseTo(arms[2]?.seed ?? 0, 12);
        const general = expectEstimated(found.promptGeneral);
        expect(general.from * general.to - general.cross ** 2).toBeGreaterThan(-1e-12);
      }),
    );
  });
});
