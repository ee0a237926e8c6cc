import { boundsOf, type Condition, compareText, type Metric, type Target } from "@holdfast/core";
import type { Comparison } from "../effects/comparison.js";
import { type ArmMoment, armMoment, momentSteps } from "../measure/arm-moment.js";
import { comparisonOf } from "../measure/comparison-of.js";
import type { ArmOutcomes, EvidenceIndex } from "../measure/evidence-index.js";
import type { NotEstimable } from "../not-estimable.js";
import { notEstimable } from "../not-estimable.js";
import type { PlannedLead } from "../plan-contrasts.js";

/** Both sides of a planned lead under one condition and judge; a side without outcomes is empty. */
export interface Setting {
  readonly condition: Condition;
  readonly judge: string;
  readonly arm: ArmOutcomes["outcomes"];
  readonly control: ArmOutcomes["outcomes"];
}

/** A planned lead at one moment, ready to be estimated. */
export interface Contrast {
  readonly arm: ArmMoment;
  readonly control: ArmMoment;
  readonly comparison: Comparison | NotEstimable;
  readonly range: number;
}

/** Whether anybody gathered the samples of an eval into clusters. */
export function clustersDeclared(index: EvidenceIndex, evalId: string): boolean {
  return index.samples[evalId]?.clustersDeclared ?? false;
}

/** The settings under which either side of a lead was measured, in a fixed order. */
export function settingsOf(
  index: EvidenceIndex,
  lead: Pick<PlannedLead, "arm" | "control" | "eval" | "metric">,
  stage: string,
): Setting[] {
  const settings = new Map<string, Setting>();
  for (const { key, condition, judge, outcomes } of index.at(lead.arm, lead.eval.id, lead.metric.name, stage))
    settings.set(key, { condition, judge, arm: outcomes, control: [] });
  for (const { key, condition, judge, outcomes } of index.at(
    lead.control,
    lead.eval.id,
    lead.metric.name,
    stage,
  )) {
    const arm = settings.get(key)?.arm ?? [];
    settings.set(key, { condition, judge, arm, control: outcomes });
  }
  if (settings.size <= 1) return [...settings.values()];
  return [...settings].sort(([a], [b]) => compareText(a, b)).map(([, setting]) => setting);
}

/** Width of the metric's scale. */
export function rangeOf({ scale }: Metric): number {
  const { lower, upper } = boundsOf(scale);
  return upper - lower;
}

/**
 * The two sides of a lead at a stage.
 *
 * @param steps the steps to look at; left out, the end of the stage as the plan defines it
 */
export function contrastAt(
  index: EvidenceIndex,
  lead: Pick<PlannedLead, "eval" | "metric">,
  stage: string,
  setting: Setting,
  steps: readonly (number | null)[] | null = momentSteps(
    stage,
    [setting.arm, setting.control],
    index.ablation.plan.lastCheckpoints,
  ),
): Contrast {
  const { scale } = lead.metric;
  const arm = armMoment(setting.arm, steps, index, scale);
  const control = armMoment(setting.control, steps, index, scale);
  const range = rangeOf(lead.metric);
  const empty = arm.units.length === 0 ? "arm" : control.units.length === 0 ? "control" : null;
  // two moments are compared for leads, trajectories and durability; their cells are crossed once
  const ofArm = index.comparisons.get(arm) ?? new Map<ArmMoment, Contrast["comparison"]>();
  const comparison =
    ofArm.get(control) ??
    (empty === null
      ? comparisonOf(arm.units, control.units, index.clusterOf(lead.eval.id), scale.kind === "binary")
      : notEstimable(`there is no outcome of the ${empty} at \`${stage}\``));
  ofArm.set(control, comparison);
  index.comparisons.set(arm, ofArm);
  return { arm, control, comparison, range };
}

/** Both targets, the plan's own first. */
export function targetsOf(own: Target): readonly [Target, Target] {
  return own === "prompt-general" ? ["prompt-general", "suite-fixed"] : ["suite-fixed", "prompt-general"];
}
