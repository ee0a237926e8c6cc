import { type CrossedPair, crossedPair } from "../effects/crossed-pair.js";
import { pValueOnDf } from "../effects/family-df.js";
import { moverWilson } from "../estimators/mover-wilson.js";
import { holm } from "../multiplicity/holm.js";
import { seededRandom } from "../seeded-random.js";
import { effectInterval } from "./effect-interval.js";
import { runTest } from "./run-test.js";
import {
  armEffects,
  promptEffects,
  type SimulatedSuite,
  simulateArm,
  USUAL_SUITE,
} from "./simulated-arms.js";
import { type Share, shareOf } from "./tally.js";

const SUITE: SimulatedSuite = { ...USUAL_SUITE, prompts: 50 };
const ALPHA = 0.05;

/** Arms against one control on several evals, and nothing to find anywhere. */
export interface FamilyScenario {
  readonly arms: number;
  readonly evals: number;
  readonly runs: number;
  /** Standard deviations over seeds, and of arm by prompt. */
  readonly seedSd: number;
  readonly armByPromptSd: number;
}

/** Seven arms on six evals: 42 comparisons. */
export const USUAL_FAMILY: FamilyScenario = { arms: 7, evals: 6, runs: 3, seedSd: 0.3, armByPromptSd: 0 };

/** An effect that is there, in logits: about 21 points. */
const EFFECT = -1.8;

/** Share of ablations with any false finding. */
export interface FamilyErrors {
  readonly unadjusted: Share;
  readonly holm: Share;
}

/** Errors with the ordinary t test on run means, and with the default. */
export interface FamilyCalibration {
  readonly runTest: FamilyErrors;
  /** `ownDf`: Holm on the degrees of freedom of the intervals; `holm`: on those of the family, as findings have it. */
  readonly moverWilson: FamilyErrors & { readonly ownDf: Share };
  /** How often one effect that is there passes Holm's first step, by both. */
  readonly finds: { readonly ownDf: Share; readonly holm: Share };
}

/** A p-value alone, and as it enters the adjustment. */
interface FamilyPValue {
  readonly own: number;
  readonly inFamily: number;
}

/** The default's p-values, or 1 where its interval holds 0: finding it by inversion is most of the work. */
function defaultPValue(pair: CrossedPair): FamilyPValue | null {
  const comparison = { level: "samples", binary: true, pair } as const;
  const question = { scale: "difference", target: "prompt-general", level: 1 - ALPHA } as const;
  const interval = effectInterval(moverWilson.estimate(comparison, { ...question, intervalOnly: true }));
  if (interval === null) return null;
  if (interval.lower <= 0 && interval.upper >= 0) return { own: 1, inFamily: 1 };
  const found = moverWilson.estimate(comparison, question);
  if (found.status !== "estimated" || found.pValue === null || found.df === null) return null;
  const { pValue, df, familyDf = df } = found;
  return { own: pValue, inFamily: pValueOnDf(pValue, df, familyDf) };
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

/** One pair of arms after another on fresh prompts; `shift` is the arm's effect in logits. */
function pairMaker({ runs, seedSd, armByPromptSd }: FamilyScenario, seed: number) {
  const random = seededRandom(seed);
  const suite = { ...SUITE, armByPromptSd };
  const clusterOf = Int32Array.from({ length: suite.prompts }, (_, index) => index);
  const own = { mean: -1, seedSd, runs };
  return (arms: number, shift: number) => {
    const effects = promptEffects(random, suite);
    const control = simulateArm(random, own, armEffects(random, effects, suite), suite);
    return Array.from({ length: arms }, () => {
      const shifted = { ...own, mean: own.mean + shift };
      const arm = simulateArm(random, shifted, armEffects(random, effects, suite), suite);
      const pair = crossedPair(arm, control, clusterOf);
      return {
        runTest: runTest(arm, control),
        moverWilson: "status" in pair ? null : defaultPValue(pair),
      };
    });
  };
}

/** How often a family in which nothing is there has a finding, and one comparison in it an effect that is there. */
export function calibrateFamily(scenario: FamilyScenario, repeats: number, seed: number): FamilyCalibration {
  const { arms, evals } = scenario;
  const [tests, own, defaults] = [errorKeeper(), errorKeeper(), errorKeeper()];
  const nothing = pairMaker(scenario, seed);
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const comparisons = Array.from({ length: evals }, () => nothing(arms, 0)).flat();
    tests.add(comparisons.map((found) => found.runTest));
    own.add(comparisons.map((found) => found.moverWilson?.own ?? null));
    defaults.add(comparisons.map((found) => found.moverWilson?.inFamily ?? null));
  }
  const something = pairMaker(scenario, seed + 1);
  const first = ALPHA / (arms * evals);
  const found = { ownDf: 0, holm: 0 };
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const [one] = something(1, EFFECT);
    if ((one?.moverWilson?.own ?? 1) <= first) found.ownDf += 1;
    if ((one?.moverWilson?.inFamily ?? 1) <= first) found.holm += 1;
  }
  return {
    runTest: tests.result(),
    moverWilson: { ...defaults.result(), unadjusted: own.result().unadjusted, ownDf: own.result().holm },
    finds: { ownDf: shareOf(found.ownDf, repeats), holm: shareOf(found.holm, repeats) },
  };
}
