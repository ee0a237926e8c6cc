import { crossedPair } from "../effects/crossed-pair.js";
import { moverWilson } from "../estimators/mover-wilson.js";
import { pairedBySeed } from "../estimators/paired-by-seed.js";
import { type SeededRandom, seededRandom } from "../seeded-random.js";
import { effectInterval } from "./effect-interval.js";
import { meanAt, populationRate, promptEffects, simulateArm, USUAL_SUITE } from "./simulated-arms.js";
import { type Tally, tallyKeeper } from "./tally.js";

/** Arms whose runs share seeds, and how much a seed fixes. */
export interface PairedScenario {
  readonly name: string;
  readonly runs: number;
  /** Correlation of the effects of one seed in both arms. */
  readonly shared: number;
  readonly rates: readonly [arm: number, control: number];
}

const equal = [0.33, 0.33] as const;

export const PAIRED_SCENARIOS: readonly PairedScenario[] = [
  { name: "null, a seed fixes nothing, S = 3", runs: 3, shared: 0, rates: equal },
  { name: "null, a seed fixes nothing, S = 5", runs: 5, shared: 0, rates: equal },
  { name: "null, a seed fixes .8, S = 2", runs: 2, shared: 0.8, rates: equal },
  { name: "null, a seed fixes .8, S = 3", runs: 3, shared: 0.8, rates: equal },
  { name: "null, a seed fixes .8, S = 5", runs: 5, shared: 0.8, rates: equal },
  { name: ".15 against .33, a seed fixes .8, S = 3", runs: 3, shared: 0.8, rates: [0.15, 0.33] },
];

export const PAIRED_METHODS = [pairedBySeed, moverWilson] as const;

const SEED_SD = 0.3;

/** Effects of one seed in both arms, correlated. */
function seedsOf(random: SeededRandom, runs: number, shared: number) {
  const arm = new Float64Array(runs);
  const control = new Float64Array(runs);
  for (let run = 0; run < runs; run += 1) {
    const own = random.normal();
    control[run] = SEED_SD * own;
    arm[run] = SEED_SD * (shared * own + Math.sqrt(1 - shared ** 2) * random.normal());
  }
  return { arm, control };
}

/** Coverage of the estimator that pairs runs by seed, beside the default that does not. */
export function calibratePaired(
  { runs, shared, rates }: PairedScenario,
  repeats: number,
  seed: number,
): ReadonlyMap<string, Tally> {
  const random = seededRandom(seed);
  const clusterOf = Int32Array.from({ length: USUAL_SUITE.prompts }, (_, index) => index);
  const [arm, control] = rates.map((rate) => ({
    mean: meanAt(rate, SEED_SD, USUAL_SUITE),
    seedSd: SEED_SD,
    runs,
  }));
  const keepers = new Map(PAIRED_METHODS.map(({ id }) => [id, tallyKeeper()] as const));
  if (arm === undefined || control === undefined) return new Map();
  const truth = populationRate(arm, USUAL_SUITE) - populationRate(control, USUAL_SUITE);
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const effects = promptEffects(random, USUAL_SUITE);
    const seeds = seedsOf(random, runs, shared);
    const pair = crossedPair(
      simulateArm(random, arm, effects, USUAL_SUITE, seeds.arm),
      simulateArm(random, control, effects, USUAL_SUITE, seeds.control),
      clusterOf,
    );
    if ("status" in pair) continue;
    for (const estimator of PAIRED_METHODS) {
      const found = estimator.estimate(
        { level: "samples", binary: true, paired: true, pair },
        { scale: "difference", target: "prompt-general", level: 0.95, intervalOnly: true },
      );
      keepers.get(estimator.id)?.add(effectInterval(found), truth);
    }
  }
  return new Map([...keepers].map(([id, keeper]) => [id, keeper.result()]));
}
