import type { CellMatrix } from "../effects/cell-matrix.js";
import type { SeededRandom } from "../seeded-random.js";

/** One arm as it is simulated, on the logit scale. */
export interface SimulatedArm {
  readonly mean: number;
  /** Standard deviation over seeds. */
  readonly seedSd: number;
  readonly runs: number;
}

/** What arms share: their prompts, and how scores vary within a run. */
export interface SimulatedSuite {
  readonly prompts: number;
  readonly epochs: number;
  /** Standard deviation of prompts, of seed by prompt, and of arm by prompt. */
  readonly promptSd: number;
  readonly seedByPromptSd: number;
  readonly armByPromptSd: number;
}

/** The suite of section 3.2: 100 prompts, 10 epochs, prompts that differ by 1.5 logits. */
export const USUAL_SUITE: SimulatedSuite = {
  prompts: 100,
  epochs: 10,
  promptSd: 1.5,
  seedByPromptSd: 0.5,
  armByPromptSd: 0,
};

const logistic = (value: number) => 1 / (1 + Math.exp(-value));

const NODES = Array.from({ length: 49 }, (_, index) => (index - 24) / 4);
const WEIGHTS = NODES.map((z) => Math.exp(-(z * z) / 2));
const TOTAL = WEIGHTS.reduce((sum, weight) => sum + weight, 0);

/** E[logistic(mean + sd Z)] by the trapezoid rule, good to many digits for so smooth a function. */
export function meanRate(mean: number, sd: number): number {
  if (sd === 0) return logistic(mean);
  let sum = 0;
  for (let index = 0; index < NODES.length; index += 1)
    sum += (WEIGHTS[index] ?? 0) * logistic(mean + sd * (NODES[index] ?? 0));
  return sum / TOTAL;
}

/** The arm's rate over all seeds and all prompts. */
export function populationRate({ mean, seedSd }: SimulatedArm, suite: SimulatedSuite): number {
  return meanRate(mean, Math.hypot(seedSd, suite.promptSd, suite.seedByPromptSd, suite.armByPromptSd));
}

/** The arm's rate over all seeds on prompts with these effects. */
export function suiteRate(
  { mean, seedSd }: SimulatedArm,
  effects: Float64Array,
  { seedByPromptSd }: SimulatedSuite,
): number {
  const sd = Math.hypot(seedSd, seedByPromptSd);
  let sum = 0;
  for (const effect of effects) sum += meanRate(mean + effect, sd);
  return sum / effects.length;
}

/** The mean on the logit scale at which an arm with these deviations has that rate. */
export function meanAt(rate: number, seedSd: number, suite: SimulatedSuite): number {
  let low = -30;
  let high = 30;
  for (let step = 0; step < 80; step += 1) {
    const middle = (low + high) / 2;
    if (populationRate({ mean: middle, seedSd, runs: 0 }, suite) < rate) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Effects of the prompts, the same in every arm. */
export function promptEffects(random: SeededRandom, { prompts, promptSd }: SimulatedSuite): Float64Array {
  return Float64Array.from({ length: prompts }, () => promptSd * random.normal());
}

/** Effects of the prompts in one arm: those of all arms, and the arm's own. */
export function armEffects(
  random: SeededRandom,
  shared: Float64Array,
  { armByPromptSd }: SimulatedSuite,
): Float64Array {
  return armByPromptSd === 0 ? shared : shared.map((effect) => effect + armByPromptSd * random.normal());
}

/** Scores of one run on every prompt, as the share of its epochs. */
function fillRun(
  cells: Float64Array,
  at: number,
  random: SeededRandom,
  centre: number,
  effects: Float64Array,
  { epochs, seedByPromptSd }: SimulatedSuite,
): void {
  for (let prompt = 0; prompt < effects.length; prompt += 1) {
    const rate = logistic(centre + (effects[prompt] ?? 0) + seedByPromptSd * random.normal());
    cells[at + prompt] = random.binomial(epochs, rate) / epochs;
  }
}

/**
 * One arm's outcomes: logit(rate) = mean + seed + prompt + seed by prompt, and binomial epochs.
 *
 * @param seeds effects of the runs where they are not to be drawn
 */
export function simulateArm(
  random: SeededRandom,
  { mean, seedSd, runs }: SimulatedArm,
  effects: Float64Array,
  suite: SimulatedSuite,
  seeds?: Float64Array,
): CellMatrix {
  const prompts = effects.length;
  const cells = new Float64Array(runs * prompts);
  for (let run = 0; run < runs; run += 1) {
    const seed = seeds?.[run] ?? seedSd * random.normal();
    fillRun(cells, run * prompts, random, mean + seed, effects, suite);
  }
  return { runs, prompts, cells, scores: new Float64Array(runs * prompts).fill(suite.epochs) };
}
