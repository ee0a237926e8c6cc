import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossedPair } from "../effects/crossed-pair.js";
import { twoWayComponents } from "../effects/two-way-components.js";
import { expectEstimated, matrixOf, ownClusters } from "../testing/matrices.js";
import { crossedStages } from "./crossed-stages.js";
import { runLeads } from "./run-leads.js";
import { sampleLeads } from "./sample-leads.js";

const PROMPTS = 6;
const EPOCHS = 4;
const THRESHOLDS = { lower: 0.5, upper: 0.8 };
const matrix = (runs: number) =>
  fc
    .array(fc.integer({ min: 0, max: EPOCHS }), { minLength: runs * PROMPTS, maxLength: runs * PROMPTS })
    .map((events) => matrixOf(events, PROMPTS, EPOCHS));
const flat = (runs: number, events: number) =>
  matrixOf(
    Array.from({ length: runs * PROMPTS }, () => events),
    PROMPTS,
    EPOCHS,
  );
const clusters = ownClusters(PROMPTS);
const stagesOf = (
  matrices: readonly [typeof A, typeof A, typeof A, typeof A],
  scale: "difference" | "log-odds" = "difference",
) =>
  crossedStages(
    { arm: { from: matrices[0], to: matrices[1] }, control: { from: matrices[2], to: matrices[3] } },
    clusters,
    scale,
  );
const A = flat(1, 1);

describe("sampleLeads", () => {
  it("has the runs' covariance alone when the suite is fixed", () => {
    fc.assert(
      fc.property(matrix(3), matrix(3), matrix(2), matrix(2), (a, b, c, d) => {
        const stages = expectEstimated(stagesOf([a, b, c, d]));
        const rates = (side: "arm" | "control") => ({
          from: stages[side].from.components.runRates,
          to: stages[side].to.components.runRates,
        });
        const runs = expectEstimated(runLeads(rates("arm"), rates("control"), THRESHOLDS));
        const found = expectEstimated(sampleLeads(stages, "suite-fixed", THRESHOLDS, 0.95));
        expect(found.from).toBeCloseTo(runs.from, 12);
        if (runs.covariance.from > 0 && runs.covariance.to > 0)
          expect(found.covariance).toEqual(runs.covariance);
        expect(found.df).toBe(runs.df);
      }),
    );
  });

  it("has at least the variance of the two-way design at each stage, and exactly that where nothing is clipped", () => {
    let exact = 0;
    const shifted = (runs: readonly number[], prompts: readonly number[]) =>
      matrixOf(
        runs.flatMap((run) => prompts.map((prompt) => run + prompt)),
        PROMPTS,
        100,
      );
    const effects = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: PROMPTS, maxLength: PROMPTS });
    const runs = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 3, maxLength: 3 });
    const side = fc.oneof(
      matrix(3),
      fc.tuple(runs, effects).map(([run, prompt]) => shifted(run, prompt)),
    );
    fc.assert(
      fc.property(side, side, side, side, (a, b, c, d) => {
        const scalar = {
          from: twoWayComponents(expectEstimated(crossedPair(a, c, clusters))),
          to: twoWayComponents(expectEstimated(crossedPair(b, d, clusters))),
        };
        const { covariance } = expectEstimated(
          sampleLeads(expectEstimated(stagesOf([a, b, c, d])), "prompt-general", THRESHOLDS, 0.95),
        );
        expect(covariance.from * covariance.to - covariance.cross ** 2).toBeGreaterThanOrEqual(-1e-12);
        for (const stage of ["from", "to"] as const) {
          const { variance } = expectEstimated(scalar[stage].promptGeneral);
          expect(covariance[stage]).toBeGreaterThanOrEqual(variance - 1e-12);
          if (Math.abs(covariance[stage] - variance) < 1e-12) exact += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(exact).toBeGreaterThan(20);
  });

  it("gives a stage where nothing varies the width of its own interval", () => {
    const some = matrixOf([1, 2, 0, 3, 1, 2, 2, 2, 1, 3, 0, 4], PROMPTS, EPOCHS);
    const found = expectEstimated(
      sampleLeads(
        expectEstimated(stagesOf([some, flat(2, 0), some, flat(2, 0)])),
        "prompt-general",
        THRESHOLDS,
        0.95,
      ),
    );
    expect(found.to).toBe(0);
    expect(found.covariance.to).toBeGreaterThan(0.001);
    expect(found.covariance.cross).toBe(0);
  });

  it("speaks of prompts where an arm has one run, and of scores where the suite is fixed", () => {
    const one = matrixOf([1, 2, 0, 3, 1, 2], PROMPTS, EPOCHS);
    const other = matrixOf([0, 1, 1, 2, 0, 2], PROMPTS, EPOCHS);
    const stages = expectEstimated(stagesOf([one, other, other, one]));
    expect(expectEstimated(sampleLeads(stages, "prompt-general", THRESHOLDS, 0.95)).df).toBe(PROMPTS - 1);
    const fixed = expectEstimated(sampleLeads(stages, "suite-fixed", THRESHOLDS, 0.95));
    expect(fixed.df).toBe(Number.POSITIVE_INFINITY);
    expect(fixed.covariance.from).toBeCloseTo((0.375 * 0.625 + 0.25 * 0.75) / 24, 12);
  });

  it("has log odds to first order, and none at an end of the scale", () => {
    const some = matrixOf([1, 2, 0, 3, 1, 2, 2, 2, 1, 3, 0, 4], PROMPTS, EPOCHS);
    const other = matrixOf([0, 1, 1, 2, 0, 2, 1, 0, 3, 0, 1, 1], PROMPTS, EPOCHS);
    const plain = expectEstimated(
      sampleLeads(expectEstimated(stagesOf([some, some, other, other])), "suite-fixed", THRESHOLDS, 0.95),
    );
    const logOdds = expectEstimated(
      sampleLeads(
        expectEstimated(stagesOf([some, some, other, other], "log-odds")),
        "suite-fixed",
        THRESHOLDS,
        0.95,
      ),
    );
    expect(logOdds.from).toBeCloseTo(Math.log(21 / 27) - Math.log(12 / 36), 12);
    expect(logOdds.covariance.from).toBeGreaterThan(plain.covariance.from);
    expect(stagesOf([some, flat(2, 0), other, other], "log-odds")).toMatchObject({ status: "not-estimable" });
  });
});
