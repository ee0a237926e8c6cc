import type { MonitorSampling } from "@holdfast/core";
import { clopperPearson } from "../intervals/clopper-pearson.js";
import { startMonitor, watchCheckpoint } from "../monitor/monitor.js";
import { type SeededRandom, seededRandom } from "../seeded-random.js";
import { type Share, shareOf } from "./tally.js";

const ALPHA = 0.05;

/** One run on its way, at a limit that its suite's rate never passes, or does from some checkpoint on. */
export interface MonitorScenario {
  readonly name: string;
  readonly limit: number;
  readonly prompts: number;
  readonly epochs: number;
  readonly checkpoints: number;
  /** Rate of the suite at checkpoint t; the limit itself is the hardest truth without an alarm. */
  readonly rateAt: (checkpoint: number, random: SeededRandom) => number;
  /** Whether scores of one checkpoint go up and down together, in blocks of prompts. */
  readonly blocks: number;
  /** Whether an alarm is false. */
  readonly isNull: boolean;
}

const usual = { limit: 0.1, prompts: 50, epochs: 2, checkpoints: 30, blocks: 50 } as const;

/** Null cases first: at the limit throughout, below it and wandering, few prompts, and scores that go together. */
export const MONITOR_SCENARIOS: readonly MonitorScenario[] = [
  { ...usual, name: "at the limit, 30 looks", rateAt: () => 0.1, isNull: true },
  {
    ...usual,
    name: "at the limit of 2%, 60 looks",
    limit: 0.02,
    checkpoints: 60,
    rateAt: () => 0.02,
    isNull: true,
  },
  { ...usual, name: "at the limit, 200 looks", checkpoints: 200, rateAt: () => 0.1, isNull: true },
  {
    ...usual,
    name: "wandering below the limit",
    rateAt: (_checkpoint, random) => 0.1 * (0.6 + 0.4 * random.uniform()),
    isNull: true,
  },
  {
    ...usual,
    name: "now at the limit, now far below it, 100 looks",
    checkpoints: 100,
    rateAt: (checkpoint) => (checkpoint % 20 < 10 ? 0.01 : 0.1),
    isNull: true,
  },
  {
    ...usual,
    name: "at the limit, scores in 5 blocks that go together",
    blocks: 5,
    rateAt: () => 0.1,
    isNull: true,
  },
  {
    ...usual,
    name: "twice the limit from checkpoint 10 on",
    rateAt: (checkpoint) => (checkpoint < 10 ? 0.1 : 0.2),
    isNull: false,
  },
  {
    ...usual,
    name: "three times the limit from checkpoint 10 on",
    rateAt: (checkpoint) => (checkpoint < 10 ? 0.05 : 0.3),
    isNull: false,
  },
  {
    ...usual,
    name: "three times the limit from checkpoint 100 on, 2% before",
    checkpoints: 120,
    rateAt: (checkpoint) => (checkpoint < 100 ? 0.02 : 0.3),
    isNull: false,
  },
];

/** How often there was an alarm, and after how many checkpoints in the middle. */
export interface MonitorCalibration {
  readonly repeatedTest: Share;
  readonly alarms: Readonly<Record<MonitorSampling, Share>>;
  readonly medianLook: Readonly<Record<MonitorSampling, number | null>>;
  /** Repeats in which some bound was ever wrong; only where the rate does not change. */
  readonly wrongBounds: Readonly<Record<MonitorSampling, Share>>;
}

/** Events of one checkpoint: unequal prompts whose mean is `rate`, or blocks of them that fail together. */
export function eventsAt(
  random: SeededRandom,
  effects: Float64Array,
  rate: number,
  { epochs, blocks }: Pick<MonitorScenario, "epochs" | "blocks">,
): number {
  const mean = effects.reduce((sum, effect) => sum + effect, 0) / effects.length;
  if (blocks < effects.length) {
    const size = effects.length / blocks;
    let failed = 0;
    for (let block = 0; block < blocks; block += 1) if (random.uniform() < rate) failed += 1;
    return failed * size * epochs;
  }
  let events = 0;
  for (const effect of effects) events += random.binomial(epochs, (rate * effect) / mean);
  return events;
}

function middle(values: readonly number[]): number | null {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? null;
}

/** How the monitor fares when it is looked at after every checkpoint, beside a test that is repeated each time. */
export function calibrateMonitor(
  scenario: MonitorScenario,
  repeats: number,
  seed: number,
): MonitorCalibration {
  const random = seededRandom(seed);
  const { limit, prompts, epochs, checkpoints, rateAt } = scenario;
  const scores = prompts * epochs;
  const samplings = ["any", "independent"] as const;
  const looks: Record<MonitorSampling, number[]> = { any: [], independent: [] };
  const wrong: Record<MonitorSampling, number> = { any: 0, independent: 0 };
  let repeated = 0;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const effects = Float64Array.from({ length: prompts }, () => 0.2 + 1.6 * random.uniform());
    const rates = Array.from({ length: checkpoints }, (_, checkpoint) => rateAt(checkpoint, random));
    const events = rates.map((rate) => eventsAt(random, effects, rate, scenario));
    if (events.some((count) => clopperPearson(count, scores, 1 - 2 * ALPHA).lower > limit)) repeated += 1;
    for (const sampling of samplings) {
      let state = startMonitor({ limit, bad: "above", alpha: ALPHA, sampling });
      for (const count of events) state = watchCheckpoint(state, { rate: count / scores, scores });
      if (state.alarmAfter !== null) looks[sampling].push(state.alarmAfter);
      const most = Math.max(...rates);
      if (state.highestAtLeast > most || state.lowestAtMost < Math.min(...rates)) wrong[sampling] += 1;
    }
  }
  const both = <T>(of: (sampling: MonitorSampling) => T) => ({
    any: of("any"),
    independent: of("independent"),
  });
  return {
    repeatedTest: shareOf(repeated, repeats),
    alarms: both((sampling) => shareOf(looks[sampling].length, repeats)),
    medianLook: both((sampling) => middle(looks[sampling])),
    wrongBounds: both((sampling) => shareOf(wrong[sampling], repeats)),
  };
}
