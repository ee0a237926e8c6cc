import type { EffectScale, Target } from "@holdfast/core";
import { crossedPair } from "../effects/crossed-pair.js";
import { cr2 } from "../estimators/cr2.js";
import type { Estimator } from "../estimators/estimator.js";
import { firth } from "../estimators/firth.js";
import { permutationRuns } from "../estimators/permutation-runs.js";
import { welchRuns } from "../estimators/welch-runs.js";
import { seededRandom } from "../seeded-random.js";
import { drawPair } from "./effect-calibration.js";
import { effectInterval } from "./effect-interval.js";
import { EFFECT_SCENARIOS, type EffectScenario } from "./effect-scenarios.js";
import { populationRate, suiteRate } from "./simulated-arms.js";
import { type Tally, tallyKeeper } from "./tally.js";

/** A method that is asked for by name, and what it speaks of. */
export interface Alternative {
  readonly estimator: Estimator;
  readonly scale: EffectScale;
  readonly target: Target;
  /** It takes one repeat in this many, for what it costs. */
  readonly every: number;
}

/** Those that the large tables of effects leave out, or judge by a target that is not theirs. */
export const ALTERNATIVES: readonly Alternative[] = [
  { estimator: welchRuns, scale: "difference", target: "suite-fixed", every: 1 },
  { estimator: permutationRuns, scale: "difference", target: "suite-fixed", every: 1 },
  { estimator: cr2, scale: "difference", target: "suite-fixed", every: 2 },
  { estimator: firth, scale: "log-odds", target: "prompt-general", every: 2 },
];

/** Two, three and five runs an arm; unequal variances; an arm near 0; prompts that one arm takes otherwise. */
export const ALTERNATIVE_SCENARIOS: readonly EffectScenario[] = EFFECT_SCENARIOS.filter(({ name }) =>
  [
    "null, seed SD .3, S = 2",
    "null, seed SD .3, S = 3",
    "null, seed SD .3, S = 5",
    "null, arm x prompt .7, no seed variance, S = 3",
    "null, seed SD .6 against .2, S = 3",
    "null, seed SD .6 against .2, S = 5",
    ".33 against .004, 50 prompts, S = 2",
    ".33 against .004, 50 prompts, S = 3",
    ".33 against .004, 50 prompts, S = 5",
    ".33 against .15, S = 3",
  ].includes(name),
);

const logit = (rate: number) => Math.log(rate / (1 - rate));

/** How the methods asked for by name fare, each held to the target it speaks of. */
export function calibrateAlternatives(
  scenario: EffectScenario,
  repeats: number,
  seed: number,
): ReadonlyMap<string, Tally> {
  const random = seededRandom(seed);
  const { suite } = scenario;
  const clusterOf = Int32Array.from({ length: suite.prompts }, (_, index) => index);
  const logOdds = logit(populationRate(scenario.arm, suite)) - logit(populationRate(scenario.control, suite));
  const keepers = new Map(ALTERNATIVES.map(({ estimator }) => [estimator.id, tallyKeeper()] as const));
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const { arm, control } = drawPair(random, scenario, false);
    const pair = crossedPair(arm.matrix, control.matrix, clusterOf);
    if ("status" in pair) continue;
    const own =
      suiteRate(scenario.arm, arm.effects, suite) - suiteRate(scenario.control, control.effects, suite);
    for (const { estimator, scale, target, every } of ALTERNATIVES) {
      if (repeat % every !== 0) continue;
      const found = estimator.estimate(
        { level: "samples", binary: true, pair },
        { scale, target, level: 0.95, intervalOnly: true },
      );
      keepers.get(estimator.id)?.add(effectInterval(found), scale === "difference" ? own : logOdds);
    }
  }
  return new Map([...keepers].map(([id, keeper]) => [id, keeper.result()]));
}
