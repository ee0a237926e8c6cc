import type { SimpleInterval } from "./naive-methods.js";

/** A share of repeats with its Monte-Carlo standard error; null where there was no repeat. */
export interface Share {
  readonly share: number | null;
  readonly error: number | null;
  readonly repeats: number;
}

/** The share, with an error that is never 0: one more repeat on either side is always possible. */
export function shareOf(count: number, repeats: number): Share {
  if (repeats === 0) return { share: null, error: null, repeats };
  const held = (count + 1) / (repeats + 2);
  return { share: count / repeats, error: Math.sqrt((held * (1 - held)) / repeats), repeats };
}

/** How often an interval held the truth and excluded 0, and how wide it was. */
export interface Tally {
  readonly coverage: Share;
  readonly rejectsZero: Share;
  readonly medianWidth: number | null;
  /** Repeats for which the method gave no interval. */
  readonly missing: number;
}

/** Gathers intervals one after another; a growing record that only the simulation that made it holds. */
export interface TallyKeeper {
  readonly add: (interval: SimpleInterval | null, truth: number) => void;
  readonly result: () => Tally;
}

/** Starts an empty tally. */
export function tallyKeeper(): TallyKeeper {
  const widths: number[] = [];
  let covered = 0;
  let rejected = 0;
  let missing = 0;
  return {
    add: (interval, truth) => {
      if (interval === null) {
        missing += 1;
        return;
      }
      widths.push(interval.upper - interval.lower);
      if (interval.lower <= truth && truth <= interval.upper) covered += 1;
      if (interval.lower > 0 || interval.upper < 0) rejected += 1;
    },
    result: () => {
      const ordered = [...widths].sort((a, b) => a - b);
      return {
        coverage: shareOf(covered, widths.length),
        rejectsZero: shareOf(rejected, widths.length),
        medianWidth: ordered[ordered.length >> 1] ?? null,
        missing,
      };
    },
  };
}
