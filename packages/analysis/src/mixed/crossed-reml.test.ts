import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossedPair } from "../effects/crossed-pair.js";
import { twoWayComponents } from "../effects/two-way-components.js";
import { seededRandom } from "../seeded-random.js";
import { expectEstimated, ownClusters } from "../testing/matrices.js";
import { crossedAnova } from "./crossed-anova.js";
import { crossedReml } from "./crossed-reml.js";

/** Cells of two arms with every component well above 0. */
function design(seed: number, runs: { arm: number; control: number }, clusters: number, missing = 0) {
  const random = seededRandom(seed);
  const prompts = Array.from({ length: clusters }, () => 0.2 * random.normal());
  const side = (mean: number, count: number) => {
    const own = prompts.map((value) => value + 0.12 * random.normal());
    const shifts = Array.from({ length: count }, () => 0.12 * random.normal());
    return Float64Array.from({ length: count * clusters }, (_, at) => {
      const value =
        mean + (own[at % clusters] ?? 0) + (shifts[Math.floor(at / clusters)] ?? 0) + 0.1 * random.normal();
      return random.uniform() < missing ? Number.NaN : value;
    });
  };
  return { arm: side(0.6, runs.arm), control: side(0.4, runs.control), clusters };
}

const pairOf = ({ arm, control, clusters }: ReturnType<typeof design>) => {
  const matrix = (cells: Float64Array) => ({
    runs: cells.length / clusters,
    prompts: clusters,
    cells,
    scores: new Float64Array(cells.length).fill(1),
  });
  return expectEstimated(crossedPair(matrix(arm), matrix(control), ownClusters(clusters)));
};

describe("crossedReml", () => {
  it("is the closed form when balanced and no component is at 0", () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 2, max: 6 }), (seed, runs) => {
        const cells = design(seed, { arm: runs, control: runs }, 12);
        const found = expectEstimated(crossedReml(cells));
        if (Object.values(found.components).some((value) => value < 1e-4)) return;
        const pair = pairOf(cells);
        const closed = twoWayComponents(pair);
        const pooled = crossedAnova(pair);
        const general = expectEstimated(found.promptGeneral);
        expect(found.difference).toBeCloseTo(pooled.difference, 9);
        expect(general.variance / expectEstimated(closed.promptGeneral).variance).toBeCloseTo(1, 6);
        expect(found.suiteFixed.variance / expectEstimated(closed.suiteFixed).variance).toBeCloseTo(1, 6);
        expect(general.df / Math.max(1, pooled.df)).toBeCloseTo(1, 4);
        expect(found.suiteFixed.df / (2 * runs - 2)).toBeCloseTo(1, 4);
      }),
      { numRuns: 30 },
    ));
  it("turns its sign with the arms, and nothing else", () => {
    const cells = design(5, { arm: 4, control: 3 }, 9, 0.15);
    const one = expectEstimated(crossedReml(cells));
    const other = expectEstimated(crossedReml({ ...cells, arm: cells.control, control: cells.arm }));
    expect(other.difference).toBeCloseTo(-one.difference, 8);
    expect(other.suiteFixed.variance / one.suiteFixed.variance).toBeCloseTo(1, 6);
    expect(expectEstimated(other.promptGeneral).df).toBeCloseTo(expectEstimated(one.promptGeneral).df, 4);
    expect(one.missing).toBeGreaterThan(0);
  });
  it("does not care for the order of runs and prompts, nor for a shift; scales with the cells", () => {
    const cells = design(6, { arm: 3, control: 3 }, 8, 0.1);
    const reordered = (values: Float64Array) =>
      Float64Array.from(values, (_, at) => {
        const run = 2 - Math.floor(at / 8);
        return 10 + 3 * (values[run * 8 + ((at * 5) % 8)] ?? 0);
      });
    const one = expectEstimated(crossedReml(cells));
    const other = expectEstimated(
      crossedReml({ arm: reordered(cells.arm), control: reordered(cells.control), clusters: 8 }),
    );
    expect(other.difference).toBeCloseTo(3 * one.difference, 7);
    expect(other.suiteFixed.variance / one.suiteFixed.variance).toBeCloseTo(9, 5);
    expect(other.components.residual / one.components.residual).toBeCloseTo(9, 5);
  });
  it("counts a run without any score, and a prompt nobody has, as absent", () => {
    const cells = design(7, { arm: 3, control: 3 }, 8);
    cells.arm.fill(Number.NaN, 0, 8);
    cells.arm[9] = Number.NaN;
    for (const at of [4, 12, 20]) {
      cells.arm[at] = Number.NaN;
      cells.control[at] = Number.NaN;
    }
    const found = expectEstimated(crossedReml(cells));
    expect(found.runs).toEqual({ arm: 2, control: 3 });
    expect(found.clusters).toBe(7);
    expect(found.missing).toBe(1);
  });
  it("gives a number or a reason for any cells, never NaN", () => {
    const cell = fc.constantFrom(0, 0, 1, 0.5, 0.25, Number.NaN);
    const shape = fc.record({
      arm: fc.integer({ min: 0, max: 4 }),
      control: fc.integer({ min: 0, max: 4 }),
      clusters: fc.integer({ min: 1, max: 7 }),
    });
    const cells = shape.chain(({ arm, control, clusters }) =>
      fc.record({
        arm: fc
          .array(cell, { minLength: arm * clusters, maxLength: arm * clusters })
          .map(Float64Array.from.bind(Float64Array)),
        control: fc
          .array(cell, { minLength: control * clusters, maxLength: control * clusters })
          .map(Float64Array.from.bind(Float64Array)),
        clusters: fc.constant(clusters),
      }),
    );
    fc.assert(
      fc.property(cells, (given) => {
        const found = crossedReml({
          ...given,
          arm: Float64Array.from(given.arm),
          control: Float64Array.from(given.control),
        });
        if ("status" in found) {
          expect(found.reason).not.toBe("");
          return;
        }
        const targets = [found.suiteFixed, found.promptGeneral].flatMap((one) =>
          "status" in one ? [] : [one],
        );
        for (const { variance, df } of targets) {
          expect(variance).toBeGreaterThan(0);
          expect(df).toBeGreaterThanOrEqual(1);
        }
        expect(Number.isFinite(found.difference)).toBe(true);
        expect(found.components.residual).toBeGreaterThan(0);
      }),
      { numRuns: 150 },
    );
  });
  it("says that nothing can be known of one run, of one prompt, and of cells that do not vary", () => {
    const cells = design(8, { arm: 1, control: 3 }, 6);
    expect(crossedReml(cells)).toMatchObject({ reason: expect.stringContaining("fewer than two runs") });
    expect(crossedReml(design(8, { arm: 2, control: 2 }, 1))).toMatchObject({ status: "not-estimable" });
    const flat = { arm: new Float64Array(12), control: new Float64Array(12).fill(1), clusters: 6 };
    expect(crossedReml(flat)).toMatchObject({ reason: expect.stringContaining("nothing varies") });
    const few = expectEstimated(crossedReml(design(9, { arm: 3, control: 3 }, 4)));
    expect(few.promptGeneral).toMatchObject({ reason: expect.stringContaining("4 independent clusters") });
  });
});
