import type { Moment, OriginStep, Quantity, Target } from "@holdfast/core";
import { crossArms } from "../effects/crossed-pair.js";
import type { ArmMoment } from "../measure/arm-moment.js";
import { matrixOfUnits, valuesOfUnits } from "../measure/comparison-of.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { changeQuantity } from "./change-quantity.js";
import { dataChange } from "./data-change.js";
import { crossedLevelChange, type LevelChange, valueLevelChange } from "./level-change.js";
import { type MatchedLevels, matchLevels } from "./matched-levels.js";
import type { StageLevel } from "./stage-levels.js";

/** An arm's or a control's measured stages by name. */
type Stages = ReadonlyMap<string, StageLevel>;

/** A stage as the answers name it. */
export const momentOf = ({ stage, moment }: StageLevel): Moment => ({ stage, steps: [...moment.steps] });

function changeOf(
  { from, to, isShared, level }: MatchedLevels,
  clusterOf: Int32Array,
  target: Target,
): LevelChange | NotEstimable {
  if (from.length === 0 || to.length === 0) return notEstimable("no run was measured at both stages");
  if (level !== "samples")
    return valueLevelChange(valuesOfUnits(from, level), valuesOfUnits(to, level), isShared, target);
  const crossed = crossArms(
    [matrixOfUnits(from, clusterOf.length), matrixOfUnits(to, clusterOf.length)],
    clusterOf,
  );
  if ("status" in crossed) return crossed;
  const [start, end] = crossed.arms;
  if (start === undefined || end === undefined) return notEstimable("one side has no run");
  const { sizes, dropped } = crossed;
  return crossedLevelChange({ from: start, to: end, sizes, dropped }, target);
}

/** Changes of levels that were worked out before: a control is followed beside each of its arms. */
export type KnownChanges = WeakMap<ArmMoment, Map<ArmMoment, Map<Target, LevelChange | NotEstimable>>>;

/** What every change of one origin is asked with. */
export interface OriginQuestion {
  readonly known: KnownChanges;
  readonly clusterOf: Int32Array;
  readonly isBinary: boolean;
  readonly range: number;
  readonly target: Target;
  readonly level: number;
  /** Level of an interval that holds over all steps at once (Bonferroni). */
  readonly joint: number;
}

type Joint = OriginStep["change"];

function joint(ask: (level: number) => Quantity, { level, joint: together }: OriginQuestion): Joint {
  const quantity = ask(level);
  if (quantity.status === "not-estimable" || quantity.interval === null) return { quantity, joint: null };
  const wide = ask(together);
  return { quantity, joint: wide.status === "estimated" ? wide.interval : null };
}

/** The change of one arm between two stages. */
export function changeBetween(
  from: StageLevel,
  to: StageLevel,
  asked: OriginQuestion,
): LevelChange | NotEstimable {
  const { known, target } = asked;
  const fromHere = known.get(from.moment) ?? new Map<ArmMoment, Map<Target, LevelChange | NotEstimable>>();
  known.set(from.moment, fromHere);
  const between = fromHere.get(to.moment) ?? new Map<Target, LevelChange | NotEstimable>();
  fromHere.set(to.moment, between);
  const found =
    between.get(target) ?? changeOf(matchLevels(from, to, asked.isBinary), asked.clusterOf, target);
  between.set(target, found);
  return found;
}

/** The same as a quantity, at any confidence level. */
export function levelChange(
  from: StageLevel,
  to: StageLevel,
  asked: OriginQuestion,
): (level: number) => Quantity {
  const found = changeBetween(from, to, asked);
  return (level) =>
    "status" in found
      ? { status: "not-estimable", reason: found.reason }
      : changeQuantity(found, level, asked.range);
}

const missing = (reason: string): Joint => ({ quantity: { status: "not-estimable", reason }, joint: null });

/** One step of an arm, its control's, and the part that is due to the arm's own data. */
export function originStep(
  from: StageLevel,
  to: StageLevel,
  control: Stages | null,
  asked: OriginQuestion,
): OriginStep {
  const ends = {
    from: momentOf(from),
    to: momentOf(to),
    sameCondition: from.condition === to.condition,
  };
  const change = joint(levelChange(from, to, asked), asked);
  if (control === null) {
    const none = missing("it has no control");
    return { ...ends, change, controlChange: none, fromData: none };
  }
  const [start, end] = [control.get(from.stage), control.get(to.stage)];
  if (start === undefined || end === undefined) {
    const none = missing("the control was not measured at both stages");
    return { ...ends, change, controlChange: none, fromData: none };
  }
  const arm = matchLevels(from, to, asked.isBinary);
  const other = matchLevels(start, end, asked.isBinary);
  return {
    ...ends,
    change,
    controlChange: joint(levelChange(start, end, asked), asked),
    fromData: joint(dataChange(arm, other, asked.clusterOf, asked), asked),
  };
}
