import { describe, expect, it } from "vitest";
import { retentionContrast } from "../durability/non-inferiority.js";
import { type RunStages, runLeads } from "../durability/run-leads.js";
import { seededRandom } from "../seeded-random.js";
import { expectEstimated } from "../testing/matrices.js";
import { type RetentionDesign, retentionPower } from "./retention-power.js";

const design: RetentionDesign = {
  lead: 0.2,
  trueShare: 1,
  claimedShare: 0.5,
  fromDeviation: 0.044,
  toDeviation: 0.044,
  correlation: 0.7,
  promptVariance: 0,
  runs: 2,
  arms: 8,
  variance: "pair",
  oneSidedAlpha: 0.05,
};
const power = (change: Partial<RetentionDesign>) => retentionPower({ ...design, ...change }) ?? Number.NaN;

describe("the figures of section 2.6", () => {
  it.each([
    [0.2, 2, "pair", 0.63],
    [0.2, 2, "pooled", 0.87],
    [0.2, 3, "pair", 0.92],
    [0.1, 3, "pair", 0.47],
    [0.1, 3, "pooled", 0.56],
    [0.1, 5, "pair", 0.71],
    [0.1, 5, "pooled", 0.77],
    [0.1, 8, "pair", 0.9],
  ] as const)("a lead of %f, %i runs, %s, at one-sided .05", (lead, runs, variance, printed) => {
    // One figure is printed as .47 and is .4646.
    expect(Math.abs(power({ lead, runs, variance }) - printed)).toBeLessThan(0.0056);
  });
});

describe("retentionPower", () => {
  it("is the level itself where just the claimed share is left, and unknown with one run", () => {
    expect(power({ trueShare: 0.5, oneSidedAlpha: 0.025 })).toBeCloseTo(0.025, 12);
    expect(retentionPower({ ...design, runs: 1 })).toBeNull();
  });

  it("bounds from above how often the rule of verdicts proves it, whose df are fewer", () => {
    const random = seededRandom(20260508);
    const runs = 3;
    const repeats = 3000;
    const stages = (from: number, to: number): RunStages => {
      const start = new Float64Array(runs);
      const end = new Float64Array(runs);
      for (let run = 0; run < runs; run += 1) {
        const shared = random.normal();
        start[run] = from + 0.044 * shared;
        end[run] = to + 0.044 * (0.7 * shared + Math.sqrt(1 - 0.49) * random.normal());
      }
      return { from: start, to: end };
    };
    let planned = 0;
    let proved = 0;
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      const leads = expectEstimated(runLeads(stages(0.5, 0.4), stages(0.3, 0.2), { lower: 0.5, upper: 0.8 }));
      const least = (df: number) => retentionContrast({ ...leads, df }, 1, 0.5, 0.95).interval.lower;
      if (least(2 * (runs - 1)) > 0) planned += 1;
      if (least(leads.df) > 0) proved += 1;
    }
    const expected = power({ runs, oneSidedAlpha: 0.025 });
    expect(Math.abs(planned / repeats - expected)).toBeLessThan(
      4 * Math.sqrt((expected * (1 - expected)) / repeats),
    );
    expect(proved).toBeLessThan(planned);
    expect(proved / repeats).toBeGreaterThan(expected - 0.25);
  });
});
