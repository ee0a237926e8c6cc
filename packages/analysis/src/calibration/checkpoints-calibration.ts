import { holm } from "../multiplicity/holm.js";
import { type SeededRandom, seededRandom } from "../seeded-random.js";
import { runTest } from "./run-test.js";
import { promptEffects, simulateArm, USUAL_SUITE } from "./simulated-arms.js";
import { type Share, shareOf } from "./tally.js";

const ALPHA = 0.05;
const RUNS = 3;
const CHECKPOINTS = 8;
const SEED_SD = 0.3;
/** Correlation of one run's effects at any two checkpoints. */
const CORRELATION = 0.7;

/** Share of ablations without an effect in which some checkpoint of a stage has one. */
export interface CheckpointsCalibration {
  readonly anyOfEight: Share;
  readonly holm: Share;
  readonly lastOnly: Share;
}

/** Effects of the runs at every checkpoint: one array a checkpoint. */
function courses(random: SeededRandom): Float64Array[] {
  const found = Array.from({ length: CHECKPOINTS }, () => new Float64Array(RUNS));
  for (let run = 0; run < RUNS; run += 1) {
    const level = Math.sqrt(CORRELATION) * random.normal();
    for (const at of found) at[run] = SEED_SD * (level + Math.sqrt(1 - CORRELATION) * random.normal());
  }
  return found;
}

/** What testing every checkpoint of a stage does to false findings. */
export function calibrateCheckpoints(repeats: number, seed: number): CheckpointsCalibration {
  const random = seededRandom(seed);
  const own = { mean: -1, seedSd: SEED_SD, runs: RUNS };
  const count = { any: 0, adjusted: 0, last: 0 };
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const effects = promptEffects(random, USUAL_SUITE);
    const [arm, control] = [courses(random), courses(random)];
    const p = arm.map((seeds, place) => {
      return runTest(
        simulateArm(random, own, effects, USUAL_SUITE, seeds),
        simulateArm(random, own, effects, USUAL_SUITE, control[place]),
      );
    });
    const rejected = (value: number | null | undefined) =>
      value !== null && value !== undefined && value <= ALPHA;
    if (p.some(rejected)) count.any += 1;
    if (holm(p).some(rejected)) count.adjusted += 1;
    if (rejected(p.at(-1))) count.last += 1;
  }
  return {
    anyOfEight: shareOf(count.any, repeats),
    holm: shareOf(count.adjusted, repeats),
    lastOnly: shareOf(count.last, repeats),
  };
}
