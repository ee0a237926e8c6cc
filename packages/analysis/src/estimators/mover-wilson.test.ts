import { describe, expect, it } from "vitest";
import { crossedPair } from "../effects/crossed-pair.js";
import { expectEstimated, matrixOf, ownClusters } from "../testing/matrices.js";
import { readOracle, relativeError } from "../testing/read-oracle.js";
import { moverWilson } from "./mover-wilson.js";
import { moverWilsonRuns } from "./mover-wilson-runs.js";

const TARGETS = [
  { target: "prompt-general", key: "promptGeneral" },
  { target: "suite-fixed", key: "suiteFixed" },
] as const;

describe.each(readOracle("mover-wilson"))("mover-wilson agrees with mpmath: $id", (reference) => {
  const prompts = reference.number("inputs/prompts");
  const epochs = reference.number("inputs/epochs");
  const level = reference.number("inputs/level");
  const arm = matrixOf(reference.numbers("inputs/arm"), prompts, epochs);
  const control = matrixOf(reference.numbers("inputs/control"), prompts, epochs);
  const pair = expectEstimated(crossedPair(arm, control, ownClusters(prompts)));

  it.each(TARGETS)("$target", ({ target, key }) => {
    const found = expectEstimated(
      moverWilson.estimate({ level: "samples", binary: true, pair }, { scale: "difference", target, level }),
    );
    const near = (ours: number | null | undefined, name: string) =>
      expect(
        relativeError(ours ?? Number.NaN, reference.number(`outputs/${key}/${name}`)),
      ).toBeLessThanOrEqual(reference.relTol);
    near(found.estimate, "estimate");
    near(found.df, "df");
    near((found.standardError ?? Number.NaN) ** 2, "V");
    near(found.interval?.lower, "lower");
    near(found.interval?.upper, "upper");
    expect((found.pValue ?? 1) <= 0.05).toBe(
      (found.interval?.upper ?? 1) < 0 || (found.interval?.lower ?? -1) > 0,
    );
  });

  it("the run-level form gives the suite-fixed answer from counts alone", () => {
    const runs = (matrix: typeof arm) =>
      Array.from({ length: matrix.runs }, (_, run) => {
        const cells = matrix.cells.subarray(run * prompts, (run + 1) * prompts);
        return {
          rate: cells.reduce((sum, cell) => sum + cell, 0) / prompts,
          observations: prompts * epochs,
          standardError: null,
        };
      });
    const found = expectEstimated(
      moverWilsonRuns.estimate(
        { level: "counts", binary: true, arm: runs(arm), control: runs(control) },
        { scale: "difference", target: "suite-fixed", level },
      ),
    );
    expect(
      relativeError(found.interval?.lower ?? Number.NaN, reference.number("outputs/suiteFixed/lower")),
    ).toBeLessThan(1e-9);
    expect(
      relativeError(found.interval?.upper ?? Number.NaN, reference.number("outputs/suiteFixed/upper")),
    ).toBeLessThan(1e-9);
  });
});

describe("mover-wilson at the ends of the scale", () => {
  const question = { scale: "difference", target: "prompt-general", level: 0.95 } as const;
  const zero = matrixOf(
    Array.from({ length: 60 }, () => 0),
    20,
    10,
  );
  const one = matrixOf(
    Array.from({ length: 60 }, () => 10),
    20,
    10,
  );
  const estimate = (
    arm: typeof zero,
    control: typeof zero,
    scale: "difference" | "log-odds" = "difference",
  ) =>
    moverWilson.estimate(
      { level: "samples", binary: true, pair: expectEstimated(crossedPair(arm, control, ownClusters(20))) },
      { ...question, scale },
    );

  it("rests on the prompts, not on the samples, where both arms are at 0; and mirrors at 1", () => {
    const both = expectEstimated(estimate(zero, zero));
    const mirror = expectEstimated(estimate(one, one));
    expect(both.estimate).toBe(0);
    expect(both.standardError).toBeNull();
    expect(both.interval?.upper).toBeGreaterThan(0.15);
    expect(mirror.interval?.upper).toBeCloseTo(both.interval?.upper ?? Number.NaN, 12);
  });
  it("borrows from other arms only where both arms are at an end: a pair within the scale has spread in the pool", () => {
    const half = matrixOf(
      Array.from({ length: 60 }, () => 5),
      20,
      10,
    );
    const pooled = () => ({ phi: 1.5, df: 12, within: null, own: new Map<string, number>() });
    const asked = (arm: typeof zero, control: typeof zero, borrow: boolean) =>
      expectEstimated(
        moverWilson.estimate(
          {
            level: "samples",
            binary: true,
            pair: expectEstimated(crossedPair(arm, control, ownClusters(20))),
          },
          borrow ? { ...question, pooled } : question,
        ),
      );
    expect(asked(zero, zero, true).df).toBe(12);
    expect(asked(zero, half, true)).toEqual(asked(zero, half, false));
    expect(asked(half, half, true)).toEqual(asked(half, half, false));
  });
  it("gives a bounded answer to all against nothing", () => {
    const found = expectEstimated(estimate(one, zero));
    expect(found.interval?.upper).toBe(1);
    expect(found.interval?.lower).toBeLessThan(0.9);
    expect(found.pValue).toBeLessThan(0.01);
  });
  it("leaves the side without end open in log odds", () => {
    const some = matrixOf(
      Array.from({ length: 60 }, (_, index) => (index * 7) % 6),
      20,
      10,
    );
    const found = expectEstimated(estimate(zero, some, "log-odds"));
    expect(found.interval).toMatchObject({ lower: null, unbounded: true });
    expect(found.interval?.upper).toBeLessThan(0);
    expect(found.estimate).toBeLessThan(found.interval?.upper ?? 0);
    expect(estimate(zero, zero, "log-odds")).toMatchObject({ status: "not-estimable" });
  });
});
