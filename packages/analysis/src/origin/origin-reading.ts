import type { Interval, OriginReading, OriginStep, Quantity } from "@holdfast/core";

function excludesZero(interval: Interval | null): boolean {
  if (interval === null) return false;
  const { lower, upper } = interval;
  return (lower !== null && lower > 0) || (upper !== null && upper < 0);
}

/**
 * Inherited: the whole change lies within half of the level at the start, so that most of what is there was there.
 * Trained in: a step's change excludes 0 at the level of all steps at once. Otherwise it is not settled. A step over
 * which the eval's condition changes says nothing of training.
 */
export function readingOf(
  start: number,
  total: Quantity,
  steps: readonly Pick<OriginStep, "change" | "sameCondition">[],
): OriginReading {
  const isComparable = steps.every(({ sameCondition }) => sameCondition);
  const interval = isComparable && total.status === "estimated" ? total.interval : null;
  const half = start / 2;
  if (
    interval !== null &&
    interval.lower !== null &&
    interval.upper !== null &&
    interval.lower > -half &&
    interval.upper < half
  )
    return "inherited";
  return steps.some(({ change, sameCondition }) => sameCondition && excludesZero(change.joint))
    ? "trained-in"
    : "not-settled";
}
