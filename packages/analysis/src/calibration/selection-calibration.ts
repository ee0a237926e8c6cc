import { type Candidate, selectedLead } from "../durability/selected-lead.js";
import { seededRandom } from "../seeded-random.js";
import { runMeans } from "./run-means.js";
import { meanAt, promptEffects, simulateArm, USUAL_SUITE } from "./simulated-arms.js";
import { stageSeeds } from "./simulated-stages.js";

const ARMS = 7;
const RUNS = 3;
const CONTROL_RATE = 0.33;
const LEAD = -0.1;
const SEED_SD = 0.3;

/** A median over repeats, with its Monte-Carlo error from the order statistics beside it. */
export interface Median {
  readonly value: number;
  readonly error: number;
}

/** The share retained by the best of seven arms that all keep all of the same lead. */
export interface SelectionCalibration {
  readonly plain: Median;
  /** Drawn towards the mean of the arms, as the warning gives it. */
  readonly corrected: Median;
  /** Of one arm that is named in advance. */
  readonly named: Median;
}

function medianOf(values: readonly number[]): Median {
  const ordered = [...values].sort((a, b) => a - b);
  const middle = ordered.length >> 1;
  const reach = Math.max(1, Math.round(Math.sqrt(ordered.length) / 2));
  const [low, high] = [ordered[Math.max(0, middle - reach)], ordered[middle + reach] ?? ordered.at(-1)];
  return { value: ordered[middle] ?? Number.NaN, error: ((high ?? 0) - (low ?? 0)) / 2 };
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What picking the best arm at one stage does to the share that seems to be left at the next. */
export function calibrateSelection(repeats: number, seed: number): SelectionCalibration {
  const random = seededRandom(seed);
  const at = (rate: number) => ({
    mean: meanAt(rate, SEED_SD, USUAL_SUITE),
    seedSd: SEED_SD,
    runs: RUNS,
  });
  const [armAt, controlAt] = [at(CONTROL_RATE + LEAD), at(CONTROL_RATE)];
  const [plain, corrected, named]: [number[], number[], number[]] = [[], [], []];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const effects = promptEffects(random, USUAL_SUITE);
    const draw = (one: typeof armAt) => {
      const seeds = stageSeeds(random, RUNS);
      return {
        from: runMeans(simulateArm(random, one, effects, USUAL_SUITE, seeds.from)),
        to: runMeans(simulateArm(random, one, effects, USUAL_SUITE, seeds.to)),
      };
    };
    const control = draw(controlAt);
    const candidates = Array.from({ length: ARMS }, (): Candidate => {
      const runs = draw(armAt);
      return { from: mean(runs.from) - mean(control.from), to: mean(runs.to) - mean(control.to), runs };
    });
    const best = candidates.reduce((one, other) => (other.from < one.from ? other : one));
    const found = selectedLead(candidates, best);
    plain.push(best.to / best.from);
    if (!("status" in found) && found.retained !== null) corrected.push(found.retained);
    const [first] = candidates;
    if (first !== undefined) named.push(first.to / first.from);
  }
  return { plain: medianOf(plain), corrected: medianOf(corrected), named: medianOf(named) };
}
