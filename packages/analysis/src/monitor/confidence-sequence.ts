import type { MonitorCheckpoint, MonitorSampling } from "@holdfast/core";
import { logGain, logMeanWealth, STAKES } from "./bets.js";

/** A bound moves only where it rises by this much, and is found to within a few of them. */
const SMALLEST_STEP = 1e-9;
const HALVINGS = 18;

/** Checkpoints that bets cannot tell apart, as one: all of them where every score is bet on, else those of one rate. */
function gathered(
  checkpoints: readonly MonitorCheckpoint[],
  sampling: MonitorSampling,
): readonly { readonly checkpoint: MonitorCheckpoint; readonly times: number }[] {
  const counted = checkpoints.every(({ scores }) => scores !== null);
  if (sampling === "independent" && counted && checkpoints.length > 0) {
    const scores = checkpoints.reduce((sum, checkpoint) => sum + (checkpoint.scores ?? 0), 0);
    const hits = checkpoints.reduce((sum, checkpoint) => sum + checkpoint.rate * (checkpoint.scores ?? 0), 0);
    return [{ checkpoint: { rate: hits / scores, scores }, times: 1 }];
  }
  const groups = new Map<string, { checkpoint: MonitorCheckpoint; times: number }>();
  for (const checkpoint of checkpoints) {
    const key = sampling === "any" ? String(checkpoint.rate) : `${checkpoint.rate} ${checkpoint.scores}`;
    groups.set(key, { checkpoint, times: (groups.get(key)?.times ?? 0) + 1 });
  }
  return [...groups.values()];
}

/** What some checkpoint so far surely had at least, and some at most. */
export interface RateBounds {
  readonly highestAtLeast: number;
  readonly lowestAtMost: number;
}

/**
 * Question: what rate has a run surely had at some checkpoint so far, at least and at most, however often one looks?
 * Model: as `monitor.ts`; for each m two bettors, against "no rate is above m" and "none is below m".
 * Formula: lower = the largest m whose upward wealth is 2 / alpha or more, by halving (wealth falls as m grows); upper
 *   by turning 0 and 1 round. Where the rate does not change, this is the hedged capital confidence sequence for it.
 * Units: rates on [0, 1].
 * Not estimable when: never; before the first checkpoint it is [0, 1].
 * Source: Waudby-Smith and Ramdas 2024, section 4.4.
 * Checked against: exhaustive enumeration of small counts; coverage under continuous looking by simulation.
 *
 * @param known the bounds before the last checkpoint: what was shown stays shown
 */
export function rateBounds(
  checkpoints: readonly MonitorCheckpoint[],
  sampling: MonitorSampling,
  alpha: number,
  known: RateBounds = { highestAtLeast: 0, lowestAtMost: 1 },
): RateBounds {
  const wanted = Math.log(2 / alpha);
  const least = (seen: readonly MonitorCheckpoint[], from: number) => {
    const groups = gathered(seen, sampling);
    const shown = (limit: number) =>
      logMeanWealth(
        STAKES.map((stake) =>
          groups.reduce(
            (sum, { checkpoint, times }) => sum + times * logGain(stake, limit, checkpoint, sampling),
            0,
          ),
        ),
      ) >= wanted;
    // Nothing speaks for a rate above the highest that was seen.
    let high = Math.max(0, ...seen.map(({ rate }) => rate));
    let low = from + SMALLEST_STEP;
    if (low >= high || !shown(low)) return from;
    for (let step = 0; step < HALVINGS; step += 1) {
      const middle = (low + high) / 2;
      if (shown(middle)) low = middle;
      else high = middle;
    }
    return low;
  };
  const turned = checkpoints.map(({ rate, scores }) => ({ rate: 1 - rate, scores }));
  return {
    highestAtLeast: least(checkpoints, known.highestAtLeast),
    lowestAtMost: 1 - least(turned, 1 - known.lowestAtMost),
  };
}
