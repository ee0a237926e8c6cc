import { setTimeout as wait } from "node:timers/promises";
import type { HoldfastClient } from "@holdfast/api/client";
import type { WatchedLimit } from "../plan/watched-limit.js";

/** An alarm as the watch raised it. */
export interface RaisedAlarm {
  readonly identity: string;
  readonly run: string;
  readonly step: number | null;
  /** Evidence that some checkpoint was beyond the limit: an e-value. */
  readonly evidence: number;
}

/** Looks on while runs train. */
export interface Watcher {
  /** Something new was recorded: it is looked at soon. */
  readonly look: (identity: string) => void;
  /** Resolves when all that was recorded has been looked at. */
  readonly settle: () => Promise<void>;
}

/** After a look the watch rests this many times as long as it took, so that training goes on beside it. */
const REST = 4;

/**
 * Asks the monitor about each ablation after what was recorded of it, one question at a time, and tells each alarm once.
 * The answer rests on the stored outcomes alone: when it is asked changes when an alarm is told, never whether.
 */
export function watchBeside(
  client: Pick<HoldfastClient, "monitor">,
  { eval: id, limit }: WatchedLimit,
  onAlarm: (alarm: RaisedAlarm) => void,
): Watcher {
  const unseen = new Set<string>();
  const told = new Set<string>();
  let underWay: Promise<void> | null = null;
  let isHurried = false;

  async function lookAt(identity: string): Promise<void> {
    const { rows } = await client.monitor(identity, { eval: [id], limit });
    for (const { run, alarm, evidence } of rows) {
      const key = JSON.stringify([identity, run]);
      if (alarm === null || told.has(key)) continue;
      told.add(key);
      onAlarm({ identity, run, step: alarm.step, evidence });
    }
  }

  async function lookOn(): Promise<void> {
    for (const identity of unseen) {
      unseen.delete(identity);
      const began = performance.now();
      await lookAt(identity);
      if (!isHurried) await wait(REST * (performance.now() - began));
    }
    underWay = null;
  }

  return {
    look: (identity) => {
      unseen.add(identity);
      underWay ??= lookOn();
      // whoever settles hears of it
      underWay.catch(() => {});
    },
    settle: async () => {
      isHurried = true;
      await underWay;
      isHurried = false;
    },
  };
}
