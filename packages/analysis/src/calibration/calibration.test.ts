import { describe, expect, it } from "vitest";
import { calibrate } from "./calibrate.js";
import { markdownTable } from "./calibration-table.js";
import { calibrateDrivers, DRIVER_SCENARIOS } from "./driver-calibration.js";
import { calibrateEffect, type EffectMethod, NAIVE_METHODS, OUR_METHODS } from "./effect-calibration.js";
import { EFFECT_SCENARIOS, type EffectScenario } from "./effect-scenarios.js";
import { FLOORS } from "./gates.js";
import { calibrateHalfLife, HALF_LIFE_SCENARIOS } from "./half-life-calibration.js";
import { calibrateMissing, MISSING_PATTERNS } from "./missing-cells-calibration.js";
import { calibrateMonitor, MONITOR_SCENARIOS } from "./monitor-calibration.js";
import { calibrateMonitorDelay, JUMP_SCENARIOS } from "./monitor-delay-calibration.js";
import { calibrateRetention, RETENTION_SCENARIOS } from "./retention-calibration.js";
import { type Share, shareOf, tallyKeeper } from "./tally.js";
import { calibrateTransfer, TRANSFER_SCENARIOS } from "./transfer-calibration.js";

const SEED = 20260508;

/** Within three Monte-Carlo errors: the whole calibration, with more repeats, is `npm run calibrate`. */
function expectAtLeast({ share, error }: Share, least: number): void {
  expect((share ?? Number.NaN) + 3 * (error ?? 0)).toBeGreaterThanOrEqual(least);
}

function expectAtMost({ share, error }: Share, most: number): void {
  expect((share ?? Number.NaN) - 3 * (error ?? 0)).toBeLessThanOrEqual(most);
}

function named<T extends { readonly name: string }>(scenarios: readonly T[], name: string): T {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(`no scenario ${name}`);
  return found;
}

describe("a lead", () => {
  const methods = new Set<EffectMethod>([...NAIVE_METHODS, ...OUR_METHODS]);
  const simulate = (scenario: EffectScenario, repeats = 300) =>
    calibrateEffect(scenario, repeats, SEED, methods).tallies;

  it("is not found where there is none, though every naive method finds it", () => {
    const found = simulate(named(EFFECT_SCENARIOS, "null, seed SD .3, S = 3"));
    const rejects = (method: EffectMethod) => found.get(method)?.rejectsZero ?? shareOf(0, 0);
    for (const method of ["naive z, all scores", "paired by prompt", "one run, paired by prompt"] as const)
      expect(rejects(method).share).toBeGreaterThan(0.4);
    expect(rejects("run means, z").share).toBeGreaterThan(rejects("welch-runs").share ?? 1);
    for (const method of OUR_METHODS) expectAtMost(rejects(method), 0.065);
  });
  it.each(
    [
      "null, seed SD .3, S = 2",
      "null, seed SD .6, S = 3",
      "null, arm x prompt .7, no seed variance, S = 3",
      ".33 against .004, 50 prompts, S = 3",
      ".024 against .004, S = 3",
      "null, seed SD .6 against .2, S = 3",
      "null, 2 runs (SD .6) against 5 (SD .2)",
      "null, 3 runs against 8, seed SD .3",
    ].map((name) => named(EFFECT_SCENARIOS, name)),
  )("lies in its interval: $name", (scenario) => {
    const found = simulate(scenario);
    const own = found.get("mover-wilson")?.coverage ?? shareOf(0, 0);
    expectAtLeast(own, FLOORS[scenario.standard]);
    expect(found.get("Newcombe, all scores")?.coverage.share).toBeLessThan((own.share ?? 0) - 0.1);
  });
});

describe("a retained share", () => {
  it("lies in its set, where the delta method on scores fails, and wrong words are rare", () => {
    const [scenario] = RETENTION_SCENARIOS;
    if (scenario === undefined) throw new Error("no scenario");
    const { tallies, readings } = calibrateRetention(scenario, 300, SEED);
    for (const method of ["Fieller", "Fieller, these prompts"] as const)
      expectAtLeast(tallies.get(method)?.coverage ?? shareOf(0, 0), 0.935);
    expect(tallies.get("delta, all scores")?.coverage.share).toBeLessThan(0.75);
    expectAtMost(readings.proved, 0.05);
  });
  it("is not washed out because a second test failed", () => {
    const { readings } = calibrateRetention({ lead: -0.126, retained: 1, runs: 3 }, 300, SEED);
    expect(readings.washedOut.share).toBeGreaterThan(0.2);
    expectAtMost(readings.changed, 0.05);
    expectAtMost(readings.verdicts.get("lost") ?? shareOf(0, 300), 0.025);
  });
});

describe("what the tables of the specification leave out", () => {
  it("prompts that runs lack", () => {
    const pattern = named(MISSING_PATTERNS, "every run of the arm lacks the prompts that fail most");
    const found = calibrateMissing(pattern, 120, SEED);
    expectAtLeast(found.get("mover-wilson")?.coverage ?? shareOf(0, 0), 0.935);
    expectAtLeast(found.get("crossed-reml")?.coverage ?? shareOf(0, 0), 0.91);
    expect(found.get("run means of what is there")?.coverage.share).toBeLessThan(0.8);
  });
  it("a monitor that is looked at after every checkpoint", () => {
    const found = calibrateMonitor(named(MONITOR_SCENARIOS, "at the limit, 30 looks"), 100, SEED);
    expectAtMost(found.alarms.any, 0.05);
    expectAtMost(found.alarms.independent, 0.05);
    expect(found.repeatedTest.share).toBeGreaterThan(0.4);
    const passed = calibrateMonitor(
      named(MONITOR_SCENARIOS, "three times the limit from checkpoint 10 on"),
      20,
      SEED,
    );
    expect(passed.alarms.any.share).toBe(1);
    expect(passed.medianLook.any).toBeGreaterThan(10);
  });
  it("a jump over the limit after a long good past, which bets from the first checkpoint alone do not find", () => {
    const jumpAt = (wanted: number) => {
      const found = JUMP_SCENARIOS.find(({ limit, at }) => limit === 0.3 && at === wanted);
      if (found === undefined) throw new Error(`no jump at ${wanted}`);
      return calibrateMonitorDelay(found, 20, SEED);
    };
    const [first, late] = [jumpAt(1), jumpAt(200)];
    expect(first.any.each).toBeLessThanOrEqual((first.any.first ?? 0) + 1);
    expect(late.any).toEqual({ first: null, each: expect.any(Number) });
    expect(late.any.each).toBeLessThan(25);
    expect(late.independent).toEqual({ first: null, each: 1 });
  });
  it("half-lives", () => {
    const fades = calibrateHalfLife(named(HALF_LIFE_SCENARIOS, "half-life 100, S = 3"), 150, SEED);
    expectAtLeast(fades.tally.coverage, 0.935);
    expect(fades.declines.share).toBe(1);
    const stays = calibrateHalfLife(
      named(HALF_LIFE_SCENARIOS, "half-life 100, down to a third, S = 3"),
      150,
      SEED,
    );
    expectAtLeast(stays.tally.coverage, 0.935);
    expect(stays.byModel.get("to-zero")?.coverage.share).toBeLessThan(0.75);
    expect(stays.assumed.share).toBeLessThan(0.05);
    const still = calibrateHalfLife(named(HALF_LIFE_SCENARIOS, "no decay, S = 3"), 150, SEED);
    expectAtLeast(still.tally.coverage, 0.935);
    expectAtMost(still.declines, 0.05);
    expectAtLeast(still.byModel.get("to-zero")?.coverage ?? shareOf(0, 0), 0.935);
    expect(still.notEstimable.share).toBeGreaterThan(0.8);
  });
  it("drivers in a 2^3", () => {
    for (const [name, { coverage, rejectsZero }] of calibrateDrivers(
      named(DRIVER_SCENARIOS, "2^3, S = 3"),
      150,
      SEED,
    )) {
      expectAtLeast(coverage, 0.935);
      if (name.includes("(nothing)")) expectAtMost(rejectsZero, 0.065);
    }
  });
  it("transfer ratios", () => {
    const { gap, ratio } = calibrateTransfer(
      named(TRANSFER_SCENARIOS, "-27 near, half of it far, S = 3"),
      200,
      SEED,
    );
    expectAtLeast(gap.coverage, 0.935);
    expectAtLeast(ratio.coverage, 0.935);
  });
});

describe("the tables", () => {
  it("are the same for the same settings, and say what misses", () => {
    const settings = { repeats: 4, seed: 3, only: ["transfer", "drivers"] };
    const tables = calibrate(settings);
    expect(calibrate(settings)).toEqual(tables);
    expect(tables.map(({ id }) => id)).toEqual(["drivers", "transfer"]);
    for (const table of tables) {
      const lines = markdownTable(table).split("\n");
      expect(lines[0]).toMatch(/^## /);
      expect(lines.filter((line) => line.startsWith("|"))).toHaveLength(table.rows.length + 2);
    }
  });
  it("count an interval as right, wrong or absent", () => {
    const keeper = tallyKeeper();
    keeper.add({ lower: -1, upper: 2 }, 0.5);
    keeper.add({ lower: 1, upper: 2 }, 0.5);
    keeper.add(null, 0.5);
    expect(keeper.result()).toMatchObject({
      coverage: { share: 0.5, repeats: 2 },
      rejectsZero: { share: 0.5 },
      medianWidth: 3,
      missing: 1,
    });
    expect(shareOf(0, 100).error).toBeGreaterThan(0);
  });
});
