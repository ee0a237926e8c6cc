import type { StageMatrices } from "../durability/crossed-stages.js";
import type { SeededRandom } from "../seeded-random.js";
import { meanAt, promptEffects, type SimulatedSuite, simulateArm, suiteRate } from "./simulated-arms.js";

const SEED_SD = 0.3;
const STAGE_CORRELATION = 0.7;
const CONTROL_RATE = 0.33;

/** A lead and the share of it that is left, with the runs that follow it. */
export interface RetentionScenario {
  readonly lead: number;
  readonly retained: number;
  readonly runs: number;
  /** Correlation of one run's effects at both stages; .7 without it. */
  readonly correlation?: number;
}

/** One repeat: both arms at both stages, and the share that is left on these prompts. */
export interface SimulatedStages {
  readonly matrices: StageMatrices;
  readonly retainedHere: () => number;
}

/** Effects of each run at both stages, correlated. */
export function stageSeeds(
  random: SeededRandom,
  runs: number,
  correlation = STAGE_CORRELATION,
): { readonly from: Float64Array; readonly to: Float64Array } {
  const from = new Float64Array(runs);
  const to = new Float64Array(runs);
  for (let run = 0; run < runs; run += 1) {
    const shared = random.normal();
    from[run] = SEED_SD * shared;
    to[run] = SEED_SD * (correlation * shared + Math.sqrt(1 - correlation ** 2) * random.normal());
  }
  return { from, to };
}

/** Draws repeats of a lead over a control of 33% that is followed from one stage to the next. */
export function stageDrawer(
  { lead, retained, runs, correlation }: RetentionScenario,
  suite: SimulatedSuite,
): (random: SeededRandom) => SimulatedStages {
  const at = (rate: number) => ({ mean: meanAt(rate, SEED_SD, suite), seedSd: SEED_SD, runs });
  const control = at(CONTROL_RATE);
  const first = at(CONTROL_RATE + lead);
  const later = at(CONTROL_RATE + retained * lead);
  return (random) => {
    const effects = promptEffects(random, suite);
    const draw = (from: typeof first, to: typeof first) => {
      const seeds = stageSeeds(random, runs, correlation);
      return {
        from: simulateArm(random, from, effects, suite, seeds.from),
        to: simulateArm(random, to, effects, suite, seeds.to),
      };
    };
    return {
      matrices: { arm: draw(first, later), control: draw(control, control) },
      retainedHere: () => {
        const rate = (arm: typeof first) => suiteRate(arm, effects, suite);
        return (rate(later) - rate(control)) / (rate(first) - rate(control));
      },
    };
  };
}
