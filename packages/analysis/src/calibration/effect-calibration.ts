import type { Target } from "@holdfast/core";
import { armComponents } from "../effects/arm-components.js";
import type { CellMatrix } from "../effects/cell-matrix.js";
import { type CrossedPair, crossArms, crossedPair } from "../effects/crossed-pair.js";
import { type ArmSpread, type PooledDesign, pooledDesign } from "../effects/pooled-design.js";
import type { Estimator } from "../estimators/estimator.js";
import { moverWilson } from "../estimators/mover-wilson.js";
import { pooledDesignEffect } from "../estimators/pooled-design-effect.js";
import { twoWayAnova } from "../estimators/two-way-anova.js";
import { welchRuns } from "../estimators/welch-runs.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type SeededRandom, seededRandom } from "../seeded-random.js";
import { effectInterval } from "./effect-interval.js";
import type { EffectScenario } from "./effect-scenarios.js";
import {
  naiveAllScores,
  naiveBootstrap,
  naiveNewcombe,
  naiveOneRun,
  naivePairedPrompts,
  naiveRunMeans,
  type SimpleInterval,
} from "./naive-methods.js";
import {
  armEffects,
  populationRate,
  promptEffects,
  type SimulatedArm,
  simulateArm,
  suiteRate,
} from "./simulated-arms.js";
import { type Tally, tallyKeeper } from "./tally.js";

/** The bootstrap takes one repeat in this many: it costs as much as all else. */
const BOOTSTRAP_EVERY = 5;
const OTHER_ARMS = 4;
const LEVEL = 0.95;

/** The methods of a table, in its order: those that are wrong on purpose first. */
export const NAIVE_METHODS = [
  "naive z, all scores",
  "Newcombe, all scores",
  "paired by prompt",
  "one run, paired by prompt",
  "run means, z",
  "hierarchical bootstrap",
] as const;
export const OUR_METHODS = [
  "welch-runs",
  "two-way-anova",
  "pooled-design-effect",
  "mover-wilson",
  "mover-wilson, these prompts",
] as const;
export type EffectMethod = (typeof NAIVE_METHODS)[number] | (typeof OUR_METHODS)[number];

/** One scenario, every method. */
export interface EffectCalibration {
  readonly scenario: EffectScenario;
  readonly truth: number;
  readonly tallies: ReadonlyMap<EffectMethod, Tally>;
}

/** Ends of the interval that an estimator gives; null where it gives none. */
export function intervalBy(
  estimator: Estimator,
  pair: CrossedPair,
  target: Target,
  pooled?: () => PooledDesign | NotEstimable,
): SimpleInterval | null {
  const found = estimator.estimate(
    { level: "samples", binary: true, pair },
    {
      scale: "difference",
      target,
      level: LEVEL,
      intervalOnly: true,
      ...(pooled === undefined ? {} : { pooled }),
    },
  );
  return effectInterval(found);
}

function spreadOf(name: string, matrix: CellMatrix): ArmSpread | null {
  const crossed = crossArms(
    [matrix],
    Int32Array.from({ length: matrix.prompts }, (_, index) => index),
  );
  if ("status" in crossed) return null;
  const [arm] = crossed.arms;
  if (arm === undefined) return null;
  const { rate, seed } = armComponents(arm, crossed.sizes);
  return { name, runs: arm.runs, seed, independent: (rate * (1 - rate)) / arm.observations };
}

/** One repeat: two arms on new prompts, and whoever is pooled with them. */
export function drawPair(
  random: SeededRandom,
  { arm, control, suite, othersSd }: EffectScenario,
  pools: boolean,
) {
  const shared = promptEffects(random, suite);
  const draw = (one: SimulatedArm) => {
    const effects = armEffects(random, shared, suite);
    return { effects, matrix: simulateArm(random, one, effects, suite) };
  };
  const [first, second] = [draw(arm), draw(control)];
  const others = pools
    ? Array.from({ length: OTHER_ARMS }, () => draw({ ...control, seedSd: othersSd }).matrix)
    : [];
  return { arm: first, control: second, others };
}

/** How the methods fare on one scenario. `pools`: simulate the arms that the pooled method borrows from. */
export function calibrateEffect(
  scenario: EffectScenario,
  repeats: number,
  seed: number,
  methods: ReadonlySet<EffectMethod>,
): EffectCalibration {
  const random = seededRandom(seed);
  const { suite } = scenario;
  const truth = populationRate(scenario.arm, suite) - populationRate(scenario.control, suite);
  const clusterOf = Int32Array.from({ length: suite.prompts }, (_, index) => index);
  const keepers = new Map([...methods].map((method) => [method, tallyKeeper()] as const));
  const add = (method: EffectMethod, interval: () => SimpleInterval | null, target = truth) => {
    const keeper = keepers.get(method);
    if (keeper !== undefined) keeper.add(interval(), target);
  };
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const { arm, control, others } = drawPair(random, scenario, methods.has("pooled-design-effect"));
    const [one, zero] = [arm.matrix, control.matrix];
    add("naive z, all scores", () => naiveAllScores(one, zero));
    add("Newcombe, all scores", () => naiveNewcombe(one, zero));
    add("paired by prompt", () => naivePairedPrompts(one, zero));
    add("one run, paired by prompt", () => naiveOneRun(one, zero));
    add("run means, z", () => naiveRunMeans(one, zero));
    if (repeat % BOOTSTRAP_EVERY === 0)
      add("hierarchical bootstrap", () => naiveBootstrap(one, zero, random));
    const pair = crossedPair(one, zero, clusterOf);
    if ("status" in pair) continue;
    const pooled = () => {
      const spreads = [one, zero, ...others].flatMap(
        (matrix, index) => spreadOf(String(index), matrix) ?? [],
      );
      return spreads.length < 2 ? notEstimable("no other arm") : pooledDesign(spreads);
    };
    add("welch-runs", () => intervalBy(welchRuns, pair, "suite-fixed"));
    add("two-way-anova", () => intervalBy(twoWayAnova, pair, "prompt-general"));
    add("pooled-design-effect", () => intervalBy(pooledDesignEffect, pair, "prompt-general", pooled));
    add("mover-wilson", () => intervalBy(moverWilson, pair, "prompt-general"));
    if (methods.has("mover-wilson, these prompts")) {
      const own =
        suiteRate(scenario.arm, arm.effects, suite) - suiteRate(scenario.control, control.effects, suite);
      add("mover-wilson, these prompts", () => intervalBy(moverWilson, pair, "suite-fixed"), own);
    }
  }
  return {
    scenario,
    truth,
    tallies: new Map([...keepers].map(([method, keeper]) => [method, keeper.result()])),
  };
}
