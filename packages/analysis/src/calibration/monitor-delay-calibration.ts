import type { MonitorCheckpoint, MonitorRule, MonitorSampling } from "@holdfast/core";
import { startMonitor, watchCheckpoint } from "../monitor/monitor.js";
import { seededRandom } from "../seeded-random.js";
import { firstStartAlarm } from "./first-start-monitor.js";
import { eventsAt, type MonitorScenario } from "./monitor-calibration.js";

const ALPHA = 0.05;

/** No alarm in so many checkpoints after the jump is none. */
export const LONGEST_DELAY = 60;

/** A run whose rate jumps over the limit at one checkpoint, and stays there. */
export interface JumpScenario {
  readonly limit: number;
  readonly before: number;
  readonly after: number;
  /** The first checkpoint above the limit, counted from 1. */
  readonly at: number;
}

/** Jumps at the first checkpoint and later, to twice the limit and a little more. */
export const JUMP_SCENARIOS: readonly JumpScenario[] = [
  { limit: 0.1, before: 0.05, after: 0.2 },
  { limit: 0.3, before: 0.1, after: 0.7 },
].flatMap((rates) => [1, 5, 10, 50, 200].map((at) => ({ ...rates, at })));

/** Bets that all begin at the first checkpoint, and those of the monitor. */
export type StartRule = "first" | "each";

/** The middle delay from the jump to the alarm, in checkpoints with that of the jump; null where half have no alarm. */
export type MonitorDelays = Readonly<Record<MonitorSampling, Readonly<Record<StartRule, number | null>>>>;

function monitorAlarm(rule: MonitorRule, checkpoints: readonly MonitorCheckpoint[]): number | null {
  let state = startMonitor(rule);
  for (const checkpoint of checkpoints) {
    state = watchCheckpoint(state, checkpoint);
    if (state.alarmAfter !== null) break;
  }
  return state.alarmAfter;
}

/** How soon a jump is found by bets that begin at any checkpoint, beside bets that begin at the first. */
export function calibrateMonitorDelay(jump: JumpScenario, repeats: number, seed: number): MonitorDelays {
  const { limit, before, after, at } = jump;
  const random = seededRandom(seed);
  const [prompts, epochs] = [50, 2];
  const scores = prompts * epochs;
  const delays: Record<MonitorSampling, Record<StartRule, number[]>> = {
    any: { first: [], each: [] },
    independent: { first: [], each: [] },
  };
  const outcomes: Pick<MonitorScenario, "epochs" | "blocks"> = { epochs, blocks: prompts };
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const effects = Float64Array.from({ length: prompts }, () => 0.8 + 0.4 * random.uniform());
    const checkpoints = Array.from({ length: at - 1 + LONGEST_DELAY }, (_, index) => ({
      rate: eventsAt(random, effects, index + 1 < at ? before : after, outcomes) / scores,
      scores,
    }));
    for (const sampling of ["any", "independent"] as const) {
      const rule: MonitorRule = { limit, bad: "above", alpha: ALPHA, sampling };
      const delayOf = (alarm: number | null) =>
        alarm === null ? Number.POSITIVE_INFINITY : Math.max(0, alarm - at + 1);
      delays[sampling].first.push(delayOf(firstStartAlarm(rule, checkpoints)));
      delays[sampling].each.push(delayOf(monitorAlarm(rule, checkpoints)));
    }
  }
  const middle = (values: readonly number[]) => {
    const value = [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.POSITIVE_INFINITY;
    return Number.isFinite(value) ? value : null;
  };
  const both = ({ first, each }: Record<StartRule, number[]>) => ({
    first: middle(first),
    each: middle(each),
  });
  return { any: both(delays.any), independent: both(delays.independent) };
}
