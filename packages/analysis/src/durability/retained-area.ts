import { CHECKPOINT_REASON, reportedDf } from "../effects/effect-estimate.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type FiellerResult, fieller } from "./fieller.js";
import { type RunStages, runLeads, type Thresholds } from "./run-leads.js";

/** A course of one run: its steps in their order, and its values at them. */
export interface TimedValues {
  readonly steps: readonly number[];
  readonly values: readonly number[];
}

/** Mean of a course over time (trapezoids over their span); NaN with fewer than two steps. */
export function timeAverage({ steps, values }: TimedValues): number {
  let area = 0;
  for (let place = 1; place < steps.length; place += 1) {
    const width = (steps[place] ?? 0) - (steps[place - 1] ?? 0);
    area += (width * ((values[place] ?? 0) + (values[place - 1] ?? 0))) / 2;
  }
  return area / ((steps.at(-1) ?? 0) - (steps[0] ?? 0));
}

/** The lead's mean over a stage as a share of the lead at `from`. */
export interface AreaRatio extends Omit<FiellerResult, "set"> {
  readonly set: FiellerResult["set"] | null;
  readonly df: number | null;
  readonly reason: string | null;
}

/**
 * Question: which share of the lead was there over the stage as a whole?
 * Model: none for the course; runs are paired, each with its lead's part at `from` and its mean over time.
 * Formula: A = integral of the lead over time / T (trapezoids); A / b with its Fieller set, on the one df of
 *   `durabilityDf`.
 * Units: none.
 * Not estimable when: a side has no run. One run in an arm, or runs that do not differ: a point without a set.
 * Source: statistics of this project, 2.5; Fieller 1954.
 * Checked against: `runLeads` and `fieller`; hand-worked courses.
 */
export function areaRatio(
  arm: RunStages,
  control: RunStages,
  thresholds: Thresholds,
  level: number,
): AreaRatio | NotEstimable {
  if (arm.from.length === 0 || control.from.length === 0)
    return notEstimable("no run of an arm has the ends of the stage and the stage before");
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const lead = (stage: "from" | "to") => mean(arm[stage]) - mean(control[stage]);
  const leads = runLeads(arm, control, thresholds);
  const quotient = lead("to") / lead("from");
  const bare = { point: Number.isFinite(quotient) ? quotient : null, set: null, g: null, df: null };
  if ("status" in leads) return { ...bare, reason: CHECKPOINT_REASON };
  if (!(leads.covariance.from > 0) || !(leads.covariance.to > 0))
    return { ...bare, reason: "the runs do not differ, so nothing says how sure the share is" };
  const found = fieller(leads, level);
  if ("status" in found) return found;
  return {
    ...found,
    df: reportedDf(leads.df),
    reason: found.point === null ? "the lead at the first stage is not told from 0" : null,
  };
}
