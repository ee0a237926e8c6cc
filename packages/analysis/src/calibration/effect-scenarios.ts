import { meanAt, type SimulatedArm, type SimulatedSuite, USUAL_SUITE } from "./simulated-arms.js";

/** What the defaults are held to: the gates, or a floor that the specification states for hard cases. */
export type Standard = "gate" | "two-runs" | "unequal" | "weak";

/** Two arms on a suite, and the tables of the specification that the case is in. */
export interface EffectScenario {
  readonly name: string;
  readonly tables: string;
  readonly arm: SimulatedArm;
  readonly control: SimulatedArm;
  readonly suite: SimulatedSuite;
  /** Seed deviation of the four arms that are pooled with these two. */
  readonly othersSd: number;
  readonly standard: Standard;
}

interface Case {
  readonly tables: string;
  readonly runs: number;
  readonly seedSd: number;
  readonly rates?: readonly [arm: number, control: number];
  readonly suite?: Partial<SimulatedSuite>;
}

function scenario(name: string, { tables, runs, seedSd, rates, suite: change }: Case): EffectScenario {
  const suite = { ...USUAL_SUITE, ...change };
  const arm = (rate: number | undefined): SimulatedArm => ({
    mean: rate === undefined ? -1 : meanAt(rate, seedSd, suite),
    seedSd,
    runs,
  });
  return {
    name,
    tables,
    arm: arm(rates?.[0]),
    control: arm(rates?.[1]),
    suite,
    othersSd: seedSd,
    standard: runs < 3 ? "two-runs" : "gate",
  };
}

function unequal(
  name: string,
  tables: string,
  [armSd, armRuns]: readonly [number, number],
  [controlSd, controlRuns]: readonly [number, number],
  standard: Standard,
  othersSd = 0.2,
): EffectScenario {
  return {
    name,
    tables,
    arm: { mean: -1, seedSd: armSd, runs: armRuns },
    control: { mean: -1, seedSd: controlSd, runs: controlRuns },
    suite: USUAL_SUITE,
    othersSd,
    standard,
  };
}

/** The cases of tables 3.2, 3.3, 3.3b and 3.3c, each once, and unbalanced runs beyond them. */
export const EFFECT_SCENARIOS: readonly EffectScenario[] = [
  scenario("null, no seed variance, S = 3", { tables: "3.2 3.3c", runs: 3, seedSd: 0 }),
  scenario("null, seed SD .15, S = 3", { tables: "3.2", runs: 3, seedSd: 0.15 }),
  scenario("null, seed SD .3, S = 2", { tables: "3.2 3.3b 3.3c", runs: 2, seedSd: 0.3 }),
  scenario("null, seed SD .3, S = 3", { tables: "3.2 3.3b 3.3c", runs: 3, seedSd: 0.3 }),
  scenario("null, seed SD .3, S = 5", { tables: "3.2 3.3c", runs: 5, seedSd: 0.3 }),
  scenario("null, seed SD .6, S = 3", { tables: "3.2", runs: 3, seedSd: 0.6 }),
  scenario("null, arm x prompt .7, seed SD .3, S = 3", {
    tables: "3.2 3.3c",
    runs: 3,
    seedSd: 0.3,
    suite: { armByPromptSd: 0.7 },
  }),
  scenario("null, arm x prompt .7, no seed variance, S = 3", {
    tables: "3.2 3.3c",
    runs: 3,
    seedSd: 0,
    suite: { armByPromptSd: 0.7 },
  }),
  scenario("null, rare (2%), seed SD .5, S = 3", {
    tables: "3.2 3.3c",
    runs: 3,
    seedSd: 0.5,
    rates: [0.02, 0.02],
  }),
  scenario("null, 1 epoch, 300 prompts, seed SD .3, S = 3", {
    tables: "3.2",
    runs: 3,
    seedSd: 0.3,
    suite: { epochs: 1, prompts: 300 },
  }),
  scenario("null, 8 prompts, S = 3", { tables: "3.3c", runs: 3, seedSd: 0.3, suite: { prompts: 8 } }),
  scenario("null, 5 prompts, S = 3", { tables: "3.3c", runs: 3, seedSd: 0.3, suite: { prompts: 5 } }),
  scenario(".33 against .004, 50 prompts, S = 2", {
    tables: "3.3 3.3c",
    runs: 2,
    seedSd: 0.3,
    rates: [0.004, 0.33],
    suite: { prompts: 50 },
  }),
  scenario(".33 against .004, 50 prompts, S = 3", {
    tables: "3.3 3.3c",
    runs: 3,
    seedSd: 0.3,
    rates: [0.004, 0.33],
    suite: { prompts: 50 },
  }),
  scenario(".33 against .004, 50 prompts, S = 5", {
    tables: "3.3 3.3c",
    runs: 5,
    seedSd: 0.3,
    rates: [0.004, 0.33],
    suite: { prompts: 50 },
  }),
  scenario(".024 against .004, S = 3", {
    tables: "3.3 3.3c",
    runs: 3,
    seedSd: 0.3,
    rates: [0.004, 0.024],
  }),
  scenario(".33 against .15, S = 3", { tables: "3.3 3.3c", runs: 3, seedSd: 0.3, rates: [0.15, 0.33] }),
  unequal("null, seed SD .6 against .2, S = 2", "3.3c", [0.6, 2], [0.2, 2], "two-runs"),
  unequal("null, seed SD .6 against .2, S = 3", "3.3b 3.3c", [0.6, 3], [0.2, 3], "unequal"),
  unequal("null, seed SD .6 against .2, S = 5", "3.3b", [0.6, 5], [0.2, 5], "unequal"),
  unequal("null, 2 runs (SD .6) against 5 (SD .2)", "3.3c", [0.6, 2], [0.2, 5], "weak"),
  unequal("null, 5 runs (SD .6) against 2 (SD .2)", "3.3c", [0.6, 5], [0.2, 2], "two-runs"),
  unequal("null, 3 runs against 8, seed SD .3", "new", [0.3, 3], [0.3, 8], "gate", 0.3),
  unequal("null, 3 runs (SD .6) against 8 (SD .2)", "new", [0.6, 3], [0.2, 8], "unequal"),
];
