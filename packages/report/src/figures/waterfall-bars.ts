import type { Interval, Origin, OriginStep } from "@holdfast/core";

/** One floating bar: from the level before it to the level after it; null where it cannot be placed. */
export interface WaterfallBar {
  readonly kind: "start" | "end" | "shared" | "own" | "change" | "unknown";
  readonly stage: string;
  /** Levels at its two ends, in the metric's own unit. */
  readonly from: number | null;
  readonly to: number | null;
  /** The ends of what it may be, as levels. */
  readonly interval: { readonly lower: number | null; readonly upper: number | null } | null;
  /** The change as it was estimated; null for a level. */
  readonly change: OriginStep["change"] | null;
  readonly isSameCondition: boolean;
}

const around = (level: number, joint: Interval | null) =>
  joint === null
    ? null
    : {
        lower: joint.lower === null ? null : level + joint.lower,
        upper: joint.upper === null ? null : level + joint.upper,
      };

function estimateOf({ quantity }: OriginStep["change"]): number | null {
  return quantity.status === "estimated" ? quantity.estimate : null;
}

/** The level before each step, counted from the start, and behind a step without a number from the end. */
function levelsBefore({ start, end, steps }: Origin): (number | null)[] {
  const forward: (number | null)[] = [start.level];
  for (const { change } of steps) {
    const [last, by] = [forward.at(-1) ?? null, estimateOf(change)];
    forward.push(last === null || by === null ? null : last + by);
  }
  const backward: (number | null)[] = [end.level];
  for (const { change } of [...steps].reverse()) {
    const [next, by] = [backward[0] ?? null, estimateOf(change)];
    backward.unshift(next === null || by === null ? null : next - by);
  }
  return forward.map((level, index) => level ?? backward[index] ?? null);
}

function stepBars(step: OriginStep, before: number | null, after: number | null): WaterfallBar[] {
  const stage = step.to.stage;
  const shared = { stage, isSameCondition: step.sameCondition };
  const [whole, common, own] = [step.change, step.controlChange, step.fromData].map(estimateOf);
  if (whole === null || whole === undefined || before === null)
    return [{ ...shared, kind: "unknown", from: before, to: after, interval: null, change: step.change }];
  if (common === null || common === undefined || own === null || own === undefined)
    return [
      {
        ...{ ...shared, kind: "change", from: before, to: before + whole, change: step.change },
        interval: around(before, step.change.joint),
      },
    ];
  const between = before + common;
  return [
    {
      ...{ ...shared, kind: "shared", from: before, to: between, change: step.controlChange },
      interval: around(before, step.controlChange.joint),
    },
    {
      ...{ ...shared, kind: "own", from: between, to: between + own, change: step.fromData },
      interval: around(between, step.fromData.joint),
    },
  ];
}

/** The bars of one arm: the level at the start, what each stage changed, the level at the end. */
export function waterfallBars(origin: Origin): WaterfallBar[] {
  const { start, end, steps } = origin;
  const levels = levelsBefore(origin);
  const level = (kind: "start" | "end", { moment, level: at, interval }: Origin["start"]): WaterfallBar => ({
    ...{ kind, stage: moment.stage, from: 0, to: at, interval, change: null, isSameCondition: true },
  });
  return [
    level("start", start),
    ...steps.flatMap((step, index) => stepBars(step, levels[index] ?? null, levels[index + 1] ?? null)),
    level("end", end),
  ];
}

/** Every level that a drawing of the bars has to reach. */
export function reachOf(bars: readonly WaterfallBar[]): number[] {
  return bars.flatMap(({ from, to, interval, kind }) =>
    [
      kind === "start" || kind === "end" ? null : from,
      to,
      interval?.lower ?? null,
      interval?.upper ?? null,
    ].filter((value) => value !== null),
  );
}
