import { normalQuantile } from "../distributions/normal.js";
import { crossedPair } from "../effects/crossed-pair.js";
import { glmmLaplace } from "../estimators/glmm-laplace.js";
import { seededRandom } from "../seeded-random.js";
import { effectInterval } from "./effect-interval.js";
import { promptEffects, type SimulatedSuite, simulateArm, USUAL_SUITE } from "./simulated-arms.js";
import { type Tally, tallyKeeper } from "./tally.js";

/** Fewer prompts than usual: a fit takes most of a tenth of a second even so, and runs are what matters. */
const SUITE: SimulatedSuite = { ...USUAL_SUITE, prompts: 30 };

export const MIXED_MODEL_RUNS = [2, 3, 5] as const;

export interface MixedModelCalibration {
  /** With t on the runs' degrees of freedom, as `glmm-laplace` has it. */
  readonly t: Tally;
  /** Wrong on purpose: the same fit with Wald's z, as mixed models are commonly read. */
  readonly z: Tally;
}

/** False findings of a logistic mixed model with runs and prompts, where there is no effect. */
export function calibrateMixedModel(runs: number, repeats: number, seed: number): MixedModelCalibration {
  const random = seededRandom(seed);
  const own = { mean: -1, seedSd: 0.3, runs };
  const clusterOf = Int32Array.from({ length: SUITE.prompts }, (_, index) => index);
  const [t, z] = [tallyKeeper(), tallyKeeper()];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const effects = promptEffects(random, SUITE);
    const pair = crossedPair(
      simulateArm(random, own, effects, SUITE),
      simulateArm(random, own, effects, SUITE),
      clusterOf,
    );
    if ("status" in pair) continue;
    const found = glmmLaplace.estimate(
      { level: "samples", binary: true, pair },
      { scale: "log-odds", target: "suite-fixed", level: 0.95 },
    );
    t.add(effectInterval(found), 0);
    if (found.status !== "estimated" || found.standardError === null) continue;
    const half = normalQuantile(0.975) * found.standardError;
    z.add({ lower: found.estimate - half, upper: found.estimate + half }, 0);
  }
  return { t: t.result(), z: z.result() };
}
