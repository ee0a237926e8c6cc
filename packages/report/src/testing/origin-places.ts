import { type Origin, OriginSchema, type Quantity } from "@holdfast/core";
import { CROWD_EVAL } from "./crowd.js";
import { quantityOf } from "./frontier-places.js";

const joint = (quantity: Quantity) => ({
  quantity,
  joint: quantity.status === "estimated" ? quantity.interval : null,
});
const NONE: Quantity = { status: "not-estimable", reason: "nothing was measured there" };

export interface OriginPlace {
  readonly arm: string;
  readonly start: number;
  /** What each stage changed of the arm and of its control; null where it was not measured. */
  readonly steps: readonly (readonly [stage: string, change: number | null, controlChange: number | null])[];
  readonly half?: number | null;
  readonly isControl?: boolean;
  readonly sameCondition?: boolean;
}

/** A level followed from its first measured stage. */
export function originPlace(place: OriginPlace, over: Partial<Origin> = {}): Origin {
  const { arm, start, steps, half = 0.08, isControl = false, sameCondition = true } = place;
  const moment = (stage: string) => ({ stage, steps: [null] });
  const total = steps.reduce((sum, [, change]) => sum + (change ?? 0), 0);
  const level = (at: number) =>
    half === null ? null : { lower: Math.max(0, at - half), upper: at + half, level: 0.95, unbounded: false };
  const last = steps.at(-1)?.[0] ?? "base";
  return OriginSchema.parse({
    ...{
      arm,
      control: isControl ? null : "control",
      eval: CROWD_EVAL,
      metric: "score",
      condition: {},
      judge: "rule",
    },
    ...{
      target: "prompt-general",
      scope: "recipe",
      evidenceLevel: "samples",
      sharedBase: true,
      warnings: [],
    },
    ...{ runs: 3, controlRuns: isControl ? null : 3, reading: "trained-in" },
    start: { moment: moment("base"), level: start, interval: level(start) },
    end: { moment: moment(last), level: start + total, interval: level(start + total) },
    steps: steps.map(([stage, change, controlChange], index) => ({
      ...{ from: moment(steps[index - 1]?.[0] ?? "base"), to: moment(stage), sameCondition },
      change: joint(change === null ? NONE : quantityOf(change, half)),
      controlChange: joint(isControl || controlChange === null ? NONE : quantityOf(controlChange, half)),
      fromData: joint(
        isControl || change === null || controlChange === null
          ? NONE
          : quantityOf(change - controlChange, half),
      ),
    })),
    total: quantityOf(total, half),
    ...over,
  });
}
