import type { Target } from "@holdfast/core";
import { armSet } from "../drivers/arm-set.js";
import { contrastQuantity } from "../drivers/contrast-quantity.js";
import type { ScaledArms } from "../drivers/contrast-scale.js";
import type { VarianceMethod } from "../drivers/contrast-variance.js";
import { armComponents } from "../effects/arm-components.js";
import { crossArms } from "../effects/crossed-pair.js";
import { seededRandom } from "../seeded-random.js";
import {
  armEffects,
  populationRate,
  promptEffects,
  type SimulatedSuite,
  simulateArm,
  USUAL_SUITE,
} from "./simulated-arms.js";
import { type Tally, tallyKeeper } from "./tally.js";

/** Three two-level factors in full: on the logit scale A does something, B and C nothing, and A x B something. */
export interface DriverScenario {
  readonly name: string;
  readonly runs: number;
  readonly seedSd: number;
  /** Seed deviation of the arms with A. */
  readonly seedSdWithA: number;
  readonly armByPromptSd: number;
}

export const DRIVER_SCENARIOS: readonly DriverScenario[] = [
  { name: "2^3, S = 3", runs: 3, seedSd: 0.3, seedSdWithA: 0.3, armByPromptSd: 0 },
  { name: "2^3, S = 2", runs: 2, seedSd: 0.3, seedSdWithA: 0.3, armByPromptSd: 0 },
  { name: "2^3, S = 3, arm x prompt .7", runs: 3, seedSd: 0.3, seedSdWithA: 0.3, armByPromptSd: 0.7 },
  {
    name: "2^3, S = 3, arms with A vary twice as much",
    runs: 3,
    seedSd: 0.3,
    seedSdWithA: 0.6,
    armByPromptSd: 0,
  },
];

const FACTORS = 3;
const ARMS = 2 ** FACTORS;

/** Contrasts of a 2^3 by name: means of the arms with a level less means of those without, or products of these. */
export const DRIVER_CONTRASTS = [
  { name: "main effect of A (there)", factors: [0] },
  { name: "main effect of B (nothing)", factors: [1] },
  { name: "A x C (nothing)", factors: [0, 2] },
] as const;

export const DRIVER_METHODS = ["pooled", "welch"] as const satisfies readonly VarianceMethod[];

const has = (arm: number, factor: number) => ((arm >> factor) & 1) === 1;

function weightsOf(factors: readonly number[]): Float64Array {
  return Float64Array.from({ length: ARMS }, (_, arm) => {
    const sign = factors.reduce((product, factor) => product * (has(arm, factor) ? 1 : -1), 1);
    return (2 * sign) / ARMS;
  });
}

/** Coverage of factorial contrasts, by contrast and method, for the target that speaks of other prompts. */
export function calibrateDrivers(
  { runs, seedSd, seedSdWithA, armByPromptSd }: DriverScenario,
  repeats: number,
  seed: number,
): ReadonlyMap<string, Tally> {
  const random = seededRandom(seed);
  const suite: SimulatedSuite = { ...USUAL_SUITE, armByPromptSd, prompts: 60, epochs: 5 };
  const clusterOf = Int32Array.from({ length: suite.prompts }, (_, index) => index);
  const arms = Array.from({ length: ARMS }, (_, arm) => ({
    mean: -0.5 - (has(arm, 0) ? 0.8 : 0) - (has(arm, 0) && has(arm, 1) ? 0.4 : 0) + (has(arm, 1) ? 0.2 : 0),
    seedSd: has(arm, 0) ? seedSdWithA : seedSd,
    runs,
  }));
  const rates = arms.map((arm) => populationRate(arm, suite));
  const target: Target = "prompt-general";
  const planned = DRIVER_CONTRASTS.map(({ name, factors }) => {
    const weights = weightsOf(factors);
    const truth = rates.reduce((sum, rate, arm) => sum + (weights[arm] ?? 0) * rate, 0);
    return { name, weights, truth };
  });
  const keepers = new Map(
    planned.flatMap(({ name }) =>
      DRIVER_METHODS.map((method) => [`${name}: ${method}`, tallyKeeper()] as const),
    ),
  );
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const shared = promptEffects(random, suite);
    const matrices = arms.map((arm) => simulateArm(random, arm, armEffects(random, shared, suite), suite));
    const crossed = crossArms(matrices, clusterOf);
    if ("status" in crossed) continue;
    const scaled: ScaledArms = {
      ...armSet(
        crossed.arms.map((arm) => armComponents(arm, crossed.sizes)),
        crossed.sizes,
      ),
      factor: 1,
      isBounded: true,
    };
    for (const { name, weights, truth } of planned) {
      for (const method of DRIVER_METHODS) {
        const found = contrastQuantity(scaled, weights, { target, method, level: 0.95 });
        const interval = found.status === "estimated" ? found.interval : null;
        keepers
          .get(`${name}: ${method}`)
          ?.add(
            interval === null ? null : { lower: interval.lower ?? -1, upper: interval.upper ?? 1 },
            truth,
          );
      }
    }
  }
  return new Map([...keepers].map(([name, keeper]) => [name, keeper.result()]));
}
