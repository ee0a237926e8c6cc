import { type CrossedPair, crossedPair } from "../effects/crossed-pair.js";
import { moverWilson } from "../estimators/mover-wilson.js";
import { holm } from "../multiplicity/holm.js";
import { seededRandom } from "../seeded-random.js";
import { effectInterval } from "./effect-interval.js";
import { runTest } from "./run-test.js";
import { promptEffects, type SimulatedSuite, simulateArm, USUAL_SUITE } from "./simulated-arms.js";
import { type Share, shareOf } from "./tally.js";

const SUITE: SimulatedSuite = { ...USUAL_SUITE, prompts: 50 };
const ALPHA = 0.05;

/** Arms against one control on several evals, and nothing to find anywhere. */
export interface FamilyScenario {
  readonly arms: number;
  readonly evals: number;
  readonly runs: number;
}

/** Seven arms on six evals: 42 comparisons. */
export const USUAL_FAMILY: FamilyScenario = { arms: 7, evals: 6, runs: 3 };

/** Share of ablations with any false finding. */
export interface FamilyErrors {
  readonly unadjusted: Share;
  readonly holm: Share;
}

/** Errors with the ordinary t test on run means, and with the default. */
export interface FamilyCalibration {
  readonly runTest: FamilyErrors;
  readonly moverWilson: FamilyErrors;
}

/** The default's p-value, or 1 where its interval holds 0: finding it by inversion is most of the work. */
function defaultPValue(pair: CrossedPair): number | null {
  const comparison = { level: "samples", binary: true, pair } as const;
  const question = { scale: "difference", target: "prompt-general", level: 1 - ALPHA } as const;
  const interval = effectInterval(moverWilson.estimate(comparison, { ...question, intervalOnly: true }));
  if (interval === null) return null;
  if (interval.lower <= 0 && interval.upper >= 0) return 1;
  const found = moverWilson.estimate(comparison, question);
  return found.status === "estimated" ? found.pValue : null;
}

/** Counts families with a finding, before and after adjustment. */
function errorKeeper() {
  const any = (values: readonly (number | null)[]) =>
    values.some((value) => value !== null && value <= ALPHA);
  const count = { raw: 0, adjusted: 0, families: 0 };
  return {
    add: (p: readonly (number | null)[]) => {
      count.families += 1;
      if (any(p)) count.raw += 1;
      if (any(holm(p))) count.adjusted += 1;
    },
    result: (): FamilyErrors => ({
      unadjusted: shareOf(count.raw, count.families),
      holm: shareOf(count.adjusted, count.families),
    }),
  };
}

/** How often a family in which nothing is there has a finding. */
export function calibrateFamily(
  { arms, evals, runs }: FamilyScenario,
  repeats: number,
  seed: number,
): FamilyCalibration {
  const random = seededRandom(seed);
  const own = { mean: -1, seedSd: 0.3, runs };
  const clusterOf = Int32Array.from({ length: SUITE.prompts }, (_, index) => index);
  const [tests, defaults] = [errorKeeper(), errorKeeper()];
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const comparisons = Array.from({ length: evals }, () => {
      const effects = promptEffects(random, SUITE);
      const control = simulateArm(random, own, effects, SUITE);
      return Array.from({ length: arms }, () => {
        const arm = simulateArm(random, own, effects, SUITE);
        const pair = crossedPair(arm, control, clusterOf);
        return {
          runTest: runTest(arm, control),
          moverWilson: "status" in pair ? null : defaultPValue(pair),
        };
      });
    }).flat();
    tests.add(comparisons.map((found) => found.runTest));
    defaults.add(comparisons.map((found) => found.moverWilson));
  }
  return { runTest: tests.result(), moverWilson: defaults.result() };
}
