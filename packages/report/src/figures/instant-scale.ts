import { spread } from "./fit-text.js";
import { instantText, instantTicks } from "./instant-ticks.js";

/** Pixels between two instants that matter, at least; the axis is stretched where they lie closer. */
const GAP = 76;
const DAY = 24 * 3600 * 1000;
const MINUTE = 60 * 1000;

/** Where instants stand on an axis, and which of them are named beneath it. */
export interface InstantScale {
  readonly from: number;
  readonly to: number;
  readonly pixel: (at: number) => number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** Not every stretch of it is to the same scale: its ticks are then the instants that matter. */
  readonly isStretched: boolean;
}

/** As precise as the least distance between two of them asks for. */
function namedTicks(instants: readonly number[]): InstantScale["ticks"] {
  const least = instants.reduce(
    (found, at, index) => Math.min(found, at - (instants[index - 1] ?? Number.NEGATIVE_INFINITY)),
    Number.POSITIVE_INFINITY,
  );
  const isOneDay = new Set(instants.map((at) => Math.floor(at / DAY))).size === 1;
  const step = least >= DAY ? DAY : isOneDay ? (least >= MINUTE ? MINUTE : 1000) : 60 * MINUTE;
  return instants.map((at) => ({ at, text: instantText(at, step) }));
}

/**
 * An axis of time between two pixels. What matters is kept apart: where registration and first outcome would fall
 * together beside months of waiting, the axis is stretched between them, and never changes their order.
 *
 * @param instants everything that stands on it
 * @param mattering those that must be told apart
 * @returns null where there is no time between the first and the last
 */
export function instantScale(
  instants: readonly number[],
  mattering: readonly number[],
  left: number,
  right: number,
): InstantScale | null {
  const [from, to] = instants.reduce(
    ([low, high], at) => [Math.min(low, at), Math.max(high, at)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  if (!(to > from)) return null;
  const linear = (at: number) => left + ((at - from) / (to - from)) * (right - left);
  const anchors = [...new Set([from, ...mattering, to])].sort((a, b) => a - b);
  const places = anchors.map(linear);
  const isClose = places.some((place, index) => index > 0 && place - (places[index - 1] ?? 0) < GAP);
  if (!isClose || (anchors.length - 1) * GAP > right - left) {
    const { step, ticks } = instantTicks(from, to);
    const named = ticks.map((at) => ({ at, text: instantText(at, step) }));
    return { from, to, pixel: linear, ticks: named, isStretched: false };
  }
  const spots = spread(places, GAP, left, right);
  const pixel = (at: number) => {
    const after = Math.max(
      1,
      anchors.findIndex((anchor) => anchor >= at),
    );
    const [low, high] = [anchors[after - 1] ?? from, anchors[after] ?? to];
    const [start, end] = [spots[after - 1] ?? left, spots[after] ?? right];
    return start + ((at - low) / (high - low)) * (end - start);
  };
  return { from, to, pixel, ticks: namedTicks(anchors), isStretched: true };
}
