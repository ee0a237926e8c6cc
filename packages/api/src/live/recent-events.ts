import type { HoldfastEvent } from "@holdfast/core";

/** An event with its frame: written once, sent to everybody. */
export interface FramedEvent {
  readonly event: HoldfastEvent;
  readonly frame: Uint8Array;
}

/** The newest events, kept so that those who come back after a short while do not ask the database. */
export interface RecentEvents {
  readonly add: (events: readonly FramedEvent[], through: number) => void;
  /** Everything after a number, or null where that is no longer known here. */
  readonly after: (number: number) => readonly FramedEvent[] | null;
  /** Forgets all; what comes next begins after `from`. */
  readonly clear: (from: number) => void;
}

/** @param most how many are kept */
export function recentEvents(most = 4096): RecentEvents {
  let kept: FramedEvent[] = [];
  let [from, end] = [0, 0];
  return {
    add(events, through) {
      kept.push(...events);
      end = through;
      if (kept.length <= 2 * most) return;
      from = kept[kept.length - most - 1]?.event.number ?? from;
      kept = kept.slice(-most);
    },
    after(number) {
      if (number < from) return null;
      if (number >= end) return [];
      let [low, high] = [0, kept.length];
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((kept[middle]?.event.number ?? 0) > number) high = middle;
        else low = middle + 1;
      }
      return kept.slice(low);
    },
    clear(number) {
      kept = [];
      [from, end] = [number, number];
    },
  };
}
