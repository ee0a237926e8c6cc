import {
  type Durability,
  type EffectScale,
  type Retention,
  shownRetention,
  type Target,
} from "@holdfast/core";

/** On which scale and for whom a retention is shown. */
export interface RetentionChoice {
  readonly scale: EffectScale;
  /** null: the target that each finding shows first. */
  readonly target: Target | null;
}

/** The scale and the target that verdicts rest on. */
export const PLANNED_CHOICE: RetentionChoice = { scale: "difference", target: null };

/** The retention on the scale and for the target that were chosen. */
export function chosenRetention(
  durability: Durability,
  { scale, target }: RetentionChoice,
): Retention | undefined {
  return target === null
    ? shownRetention(durability, scale)
    : durability.retentions.find((retention) => retention.scale === scale && retention.target === target);
}

/** Whether the choice is what the finding shows first. */
export function isPlanned(durability: Durability, { scale, target }: RetentionChoice): boolean {
  return scale === "difference" && (target === null || target === durability.shownTarget);
}
