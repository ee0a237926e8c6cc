import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { criticalT } from "../distributions/student-t.js";
import { crossedPair } from "../effects/crossed-pair.js";
import { ratesOfSamples } from "../effects/rates-of-samples.js";
import { twoWayComponents } from "../effects/two-way-components.js";
import { moverWilson } from "../estimators/mover-wilson.js";
import { expectEstimated, matrixOf, ownClusters } from "../testing/matrices.js";
import { crossedStages } from "./crossed-stages.js";
import { openLead } from "./open-lead.js";
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

  it("has log odds to first order", () => {
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
  });

  it("has log odds that are open on one side where a rate is 0 or 1, with the limit of the lead's own interval", () => {
    const some = matrixOf([1, 2, 0, 3, 1, 2, 2, 2, 1, 3, 0, 4], PROMPTS, EPOCHS);
    const other = matrixOf([0, 1, 1, 2, 0, 2, 1, 0, 3, 0, 1, 1], PROMPTS, EPOCHS);
    const of = (...matrices: Parameters<typeof stagesOf>[0]) =>
      sampleLeads(expectEstimated(stagesOf(matrices, "log-odds")), "suite-fixed", THRESHOLDS, 0.95);
    const later = expectEstimated(of(some, flat(2, 0), other, other));
    expect(later.open).toEqual({ to: -1 });
    const pair = expectEstimated(crossedPair(flat(2, 0), other, clusters));
    const own = expectEstimated(
      moverWilson.estimate(
        { level: "samples", binary: true, pair },
        { scale: "log-odds", target: "suite-fixed", level: 0.95 },
      ),
    );
    expect(later.to).toBeCloseTo(own.estimate, 12);
    // The finding has one df for both stages, the lead its own: at equal df the finite limits are the same.
    const t = criticalT(0.95, later.df);
    const at = expectEstimated(
      openLead(
        expectEstimated(ratesOfSamples({ pair, binary: true }, { target: "suite-fixed" })),
        0.95,
        later.df,
      ),
    );
    expect(later.covariance.to).toBeCloseTo(at.variance, 10);
    expect(later.to + t * Math.sqrt(later.covariance.to)).toBeGreaterThan(later.to);
    expect(later.covariance.cross).toBe(0);
    expect(expectEstimated(of(flat(2, EPOCHS), some, other, other)).open).toEqual({ from: 1 });
    expect(expectEstimated(of(some, other, other, flat(2, 0))).open).toEqual({ to: 1 });
    expect(of(some, flat(2, 0), other, flat(2, 0))).toMatchObject({
      reason: expect.stringContaining("same end of the scale"),
    });
  });

  it("mirrors: with failures for successes every log odds lead changes sign, and the open side with it", () => {
    const some = [1, 2, 0, 3, 1, 2, 2, 2, 1, 3, 0, 4];
    const other = [0, 1, 1, 2, 0, 2, 1, 0, 3, 0, 1, 1];
    const none = new Array<number>(12).fill(0);
    const of = (events: readonly (readonly number[])[]) => {
      const [a = A, b = A, c = A, d = A] = events.map((own) => matrixOf([...own], PROMPTS, EPOCHS));
      return expectEstimated(
        sampleLeads(expectEstimated(stagesOf([a, b, c, d], "log-odds")), "prompt-general", THRESHOLDS, 0.95),
      );
    };
    const events = [some, none, other, some];
    const one = of(events);
    const mirror = of(events.map((own) => own.map((value) => EPOCHS - value)));
    expect(mirror.to).toBeCloseTo(-one.to, 10);
    expect(mirror.from).toBeCloseTo(-one.from, 10);
    expect(mirror.covariance.to).toBeCloseTo(one.covariance.to, 10);
    expect([one.open, mirror.open]).toEqual([{ to: -1 }, { to: 1 }]);
  });
});
