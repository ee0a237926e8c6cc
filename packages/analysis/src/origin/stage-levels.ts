import { type Condition, compareText, conditionKey, type Eval, type Metric } from "@holdfast/core";
import { type ArmMoment, armMoment, momentSteps, type Unit } from "../measure/arm-moment.js";
import { type ArmOutcomes, type EvidenceIndex, settingKey } from "../measure/evidence-index.js";

/** One arm on one eval, metric and setting at one stage. */
export interface StageLevel {
  readonly stage: string;
  readonly moment: ArmMoment;
  readonly units: readonly Unit[];
  /** The stage is one checkpoint that all arms share. */
  readonly isShared: boolean;
  /** Key of the condition it was measured under. */
  readonly condition: string;
}

/** What the levels of an arm are followed on. */
export interface LevelPlace {
  readonly eval: Eval;
  readonly metric: Metric;
  readonly condition: Condition;
  readonly judge: string;
}

type Where = Pick<LevelPlace, "eval" | "metric">;

function sharedOutcomes(index: EvidenceIndex, { eval: value, metric }: Where, stage: string) {
  return index.ablation.arms.flatMap(({ name }) => index.sharedAt(name, value.id, metric.name, stage));
}

/** Every condition and judge under which an arm was measured, or the checkpoint that it starts from, in a fixed order. */
export function placesOf(index: EvidenceIndex, arm: string, where: Where): LevelPlace[] {
  const places = new Map<string, LevelPlace>();
  for (const { name: stage } of index.ablation.stages) {
    for (const { key, condition, judge } of index.at(arm, where.eval.id, where.metric.name, stage))
      places.set(key, { ...where, condition, judge });
  }
  return [...places].sort(([a], [b]) => compareText(a, b)).map(([, place]) => place);
}

/**
 * The outcomes in that setting; where there are none, those of the only other condition under the same judge: a base
 * model is often run without the system prompts that come later. The change of condition is told.
 */
function settled(
  candidates: readonly ArmOutcomes[],
  place: LevelPlace,
  key: string,
): ArmOutcomes | undefined {
  const same = candidates.find((candidate) => candidate.key === key);
  if (same !== undefined) return same;
  const others = candidates.filter(({ judge }) => judge === place.judge);
  return others.length === 1 ? others[0] : undefined;
}

/** The stages at which an arm was measured in that setting, in their order in time. @param other its control */
export function stageLevels(
  index: EvidenceIndex,
  arm: string,
  other: string | null,
  place: LevelPlace,
): StageLevel[] {
  const { ablation } = index;
  const key = settingKey(place);
  const own = (name: string, stage: string) =>
    settled(index.at(name, place.eval.id, place.metric.name, stage), place, key);
  return ablation.stages.flatMap(({ name: stage }): StageLevel[] => {
    const mine = own(arm, stage);
    const found = mine ?? settled(sharedOutcomes(index, place, stage), place, key);
    if (found === undefined) return [];
    const { outcomes } = found;
    const isShared = mine === undefined;
    const theirs = other === null || isShared ? undefined : own(other, stage);
    const sides = theirs === undefined ? [outcomes] : [outcomes, theirs.outcomes];
    const steps = momentSteps(stage, sides, ablation.plan.lastCheckpoints);
    const moment = armMoment(outcomes, steps, index, place.metric.scale);
    // A shared checkpoint is one, however many arms wrote it down.
    const units = isShared ? moment.units.slice(0, 1) : moment.units;
    const condition = conditionKey(found.condition);
    return units.length === 0 ? [] : [{ stage, moment, units, isShared, condition }];
  });
}
