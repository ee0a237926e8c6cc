import { describe, expect, it } from "vitest";
import { contrastVariance } from "../durability/covariance.js";
import { type RunStages, runLeads } from "../durability/run-leads.js";
import { seededRandom } from "../seeded-random.js";
import { criticalValues } from "./critical-values.js";
import { retentionPower } from "./retention-power.js";
import { type RetentionRuns, retentionRule } from "./retention-rule.js";

const SEED = 20260508;
const design = (runs: number, over: Partial<RetentionRuns> = {}): RetentionRuns => ({
  ...{ runs, deviation: 0.044, correlation: 0.7, promptVariance: 0 },
  thresholds: { lower: 0.5, upper: 0.8 },
  level: 0.95,
  ...over,
});
const closed = (runs: number, lead: number) =>
  retentionPower({
    ...{ runs, lead, fromDeviation: 0.044, toDeviation: 0.044, correlation: 0.7, promptVariance: 0 },
    ...{ trueShare: 1, claimedShare: 0.5, arms: 2, variance: "pair", oneSidedAlpha: 0.025 },
  }) ?? Number.NaN;

/** The rule of verdicts itself, on runs that are drawn one by one: how often more than half of `lead` is proved left. */
function played(
  { runs, deviation, correlation, promptVariance, thresholds, level }: RetentionRuns,
  lead: number,
) {
  const random = seededRandom(SEED);
  const critical = criticalValues(level);
  const stages = (): RunStages => {
    const [from, to] = [new Float64Array(runs), new Float64Array(runs)];
    for (let run = 0; run < runs; run += 1) {
      const shared = random.normal();
      from[run] = deviation * shared;
      to[run] = deviation * (correlation * shared + Math.sqrt(1 - correlation ** 2) * random.normal());
    }
    return { from, to };
  };
  let proved = 0;
  for (let draw = 0; draw < 4000; draw += 1) {
    const leads = runLeads(stages(), stages(), thresholds);
    const other = Math.sqrt(promptVariance) * random.normal();
    if ("status" in leads) continue;
    const variance = contrastVariance(leads.covariance, thresholds.lower) + promptVariance;
    const contrast = (1 - thresholds.lower) * lead + leads.to - thresholds.lower * leads.from + other;
    if (contrast > critical(leads.df) * Math.sqrt(variance)) proved += 1;
  }
  return proved / 4000;
}

describe("retentionRule", () => {
  it.each([
    [2, 0.4, {}],
    [3, 0.2, {}],
    [5, 0.12, { correlation: -0.4 }],
    [8, 0.1, { promptVariance: 0.0004, level: 0.99 }],
    [24, 0.05, {}],
  ])("is what the verdict's own test does with %i runs", (runs, lead, over) => {
    const one = design(runs, over);
    expect(retentionRule(SEED).power(one, lead)).toBeCloseTo(played(one, lead), 3);
  });
  it("proves less than the noncentral t says, and nearly as much with many runs", () => {
    const rule = retentionRule(1);
    expect(rule.power(design(3), 0.2)).toBeLessThan(closed(3, 0.2) - 0.1);
    for (const runs of [12, 24])
      expect(Math.abs((rule.power(design(runs), 0.08) ?? 0) - closed(runs, 0.08))).toBeLessThan(0.02);
    expect(rule.power(design(1000), 0.01)).toBe(closed(1000, 0.01));
  });
  it("finds the lead that it proves with the wanted power", () => {
    const rule = retentionRule(1);
    for (const runs of [2, 4, 24, 25, 300]) {
      const lead = rule.provable(design(runs), 0.8) ?? Number.NaN;
      expect(rule.power(design(runs), lead)).toBeCloseTo(0.8, 2);
      expect(rule.provable(design(runs), 0.9)).toBeGreaterThan(lead);
    }
  });
  it("knows nothing from one run", () => {
    expect(retentionRule(1).power(design(1), 0.5)).toBeNull();
    expect(retentionRule(1).provable(design(1), 0.8)).toBeNull();
  });
});
