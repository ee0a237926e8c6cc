import { describe, expect, it } from "vitest";
import type { CellMatrix } from "../effects/cell-matrix.js";
import { crossedPair } from "../effects/crossed-pair.js";
import { type SeededRandom, seededRandom } from "../seeded-random.js";
import { expectEstimated, ownClusters } from "../testing/matrices.js";
import { moverWilson } from "./mover-wilson.js";

const PROMPT_SD = 1.5;
const SEED_BY_PROMPT_SD = 0.5;
const EPOCHS = 10;
const REPEATS = 3000;

interface Arm {
  readonly mean: number;
  readonly seedSd: number;
  readonly runs: number;
}

interface Scenario {
  readonly name: string;
  readonly arm: Arm;
  readonly control: Arm;
  readonly prompts: number;
  /** Coverage that table 3.3c of the project's statistics page reports from 3000 repeats. */
  readonly expected: number;
}

const logistic = (value: number) => 1 / (1 + Math.exp(-value));

function simulate(
  random: SeededRandom,
  { mean, seedSd, runs }: Arm,
  promptEffects: Float64Array,
): CellMatrix {
  const prompts = promptEffects.length;
  const cells = new Float64Array(runs * prompts);
  for (let run = 0; run < runs; run += 1) {
    const seedEffect = seedSd * random.normal();
    for (let prompt = 0; prompt < prompts; prompt += 1) {
      const rate = logistic(
        mean + seedEffect + (promptEffects[prompt] ?? 0) + SEED_BY_PROMPT_SD * random.normal(),
      );
      cells[run * prompts + prompt] = random.binomial(EPOCHS, rate) / EPOCHS;
    }
  }
  return { runs, prompts, cells, scores: new Float64Array(runs * prompts).fill(EPOCHS) };
}

/** E[logistic(mean + sd Z)] by the trapezoid rule, exact to many digits for so smooth a function. */
function populationRate({ mean, seedSd }: Arm): number {
  const sd = Math.sqrt(seedSd ** 2 + PROMPT_SD ** 2 + SEED_BY_PROMPT_SD ** 2);
  let sum = 0;
  let weights = 0;
  for (let z = -8; z <= 8; z += 0.01) {
    const weight = Math.exp(-(z * z) / 2);
    sum += weight * logistic(mean + sd * z);
    weights += weight;
  }
  return sum / weights;
}

function coverage(scenario: Scenario, seed: number): number {
  const random = seededRandom(seed);
  const truth = populationRate(scenario.arm) - populationRate(scenario.control);
  const clusters = ownClusters(scenario.prompts);
  let covered = 0;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const promptEffects = Float64Array.from({ length: scenario.prompts }, () => PROMPT_SD * random.normal());
    const arm = simulate(random, scenario.arm, promptEffects);
    const control = simulate(random, scenario.control, promptEffects);
    const pair = expectEstimated(crossedPair(arm, control, clusters));
    const found = expectEstimated(
      moverWilson.estimate(
        { level: "samples", binary: true, pair },
        { scale: "difference", target: "prompt-general", level: 0.95 },
      ),
    );
    if ((found.interval?.lower ?? 1) <= truth && truth <= (found.interval?.upper ?? -1)) covered += 1;
  }
  return covered / REPEATS;
}

const usual = { mean: -1, seedSd: 0.3 };

/**
 * Not a calibration suite: a proof that this code is the estimator whose coverage the statistics page reports.
 * Each band is four standard errors of the two simulations together.
 */
describe("the default's coverage is that of its simulation", () => {
  it.each<Scenario>([
    {
      name: "no effect, three runs",
      arm: { ...usual, runs: 3 },
      control: { ...usual, runs: 3 },
      prompts: 100,
      expected: 0.964,
    },
    {
      name: "no effect, two runs",
      arm: { ...usual, runs: 2 },
      control: { ...usual, runs: 2 },
      prompts: 100,
      expected: 0.96,
    },
    {
      name: "no effect, a noisy pair of runs against five quiet ones",
      arm: { mean: -1, seedSd: 0.6, runs: 2 },
      control: { mean: -1, seedSd: 0.2, runs: 5 },
      prompts: 100,
      expected: 0.902,
    },
    {
      name: "an arm near 0",
      arm: { mean: -7, seedSd: 0.3, runs: 3 },
      control: { ...usual, runs: 3 },
      prompts: 50,
      expected: 0.953,
    },
  ])("$name", (scenario) => {
    const found = coverage(scenario, 20260508);
    const spread = Math.sqrt(scenario.expected * (1 - scenario.expected) * (1 / REPEATS + 1 / 3000));
    expect(Math.abs(found - scenario.expected)).toBeLessThan(4 * spread);
  });
});
