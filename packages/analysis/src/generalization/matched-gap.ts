import type { EffectScale, EvidenceLevel, Target } from "@holdfast/core";
import { contrastVariance } from "../durability/covariance.js";
import { orientation } from "../durability/non-inferiority.js";
import type { StageLeads } from "../durability/stage-leads.js";
import { type BareLeads, valueLeads } from "../durability/value-leads.js";
import type { RunValue } from "../effects/comparison.js";
import { crossedPair } from "../effects/crossed-pair.js";
import { twoWayComponents } from "../effects/two-way-components.js";
import { type MatchedRuns, matchRuns } from "../findings/retained-leads.js";
import type { Unit } from "../measure/arm-moment.js";
import { matrixOfUnits, sharedLevel, valuesOfUnits } from "../measure/comparison-of.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type EvalGap, evalGap, type GapQuestion, runPairs } from "./eval-gap.js";
import type { MeasuredLead } from "./measured-lead.js";
import { type OrientedSide, orientedSide } from "./oriented-side.js";

/** Arm and control with the runs that both evals were measured on; `from` is the near eval, `to` the far one. */
export interface MatchedEvals {
  readonly arm: MatchedRuns;
  readonly control: MatchedRuns;
  readonly level: EvidenceLevel;
}

/** The leads on both evals, what is known of their uncertainty, and the df of their difference. */
export type GapLeads = EvalGap | { readonly leads: BareLeads; readonly gapDf: null };

/** Both arms of a lead on both scales, turned so that more is better. */
type Sides = Readonly<Record<EffectScale, OrientedSide | NotEstimable>> | NotEstimable;

/** The sides of a lead for some of its runs, worked out once. */
export type SidesOnce = (lead: MeasuredLead, arm: readonly Unit[], control: readonly Unit[]) => Sides;

/** Pairs the runs of both arms over two evals. */
export function matchEvals(near: MeasuredLead, far: MeasuredLead): MatchedEvals {
  const arm = matchRuns(near.contrast.arm, far.contrast.arm);
  const control = matchRuns(near.contrast.control, far.contrast.control);
  const binary = [near, far].every(({ metric }) => metric.scale.kind === "binary");
  return { arm, control, level: sharedLevel([arm.from, arm.to, control.from, control.to], binary) };
}

function sidesOf(
  index: EvidenceIndex,
  lead: MeasuredLead,
  arm: readonly Unit[],
  control: readonly Unit[],
): Sides {
  const { contrast } = lead;
  const isWhole =
    arm.length === contrast.arm.units.length && control.length === contrast.control.units.length;
  const whole = "status" in contrast.comparison ? undefined : contrast.comparison;
  const clusterOf = index.clusterOf(lead.eval.id);
  const pair =
    isWhole && whole?.level === "samples"
      ? whole.pair
      : crossedPair(
          matrixOfUnits(arm, clusterOf.length),
          matrixOfUnits(control, clusterOf.length),
          clusterOf,
        );
  if ("status" in pair) return pair;
  const components = twoWayComponents(pair);
  const better = orientation(lead.metric.direction);
  return {
    difference: orientedSide(pair, components, better, "difference"),
    "log-odds": orientedSide(pair, components, better, "log-odds"),
  };
}

/** Crosses a lead's runs with its prompts, remembering what was asked before. */
export function sidesOnce(index: EvidenceIndex): SidesOnce {
  const known = new Map<MeasuredLead, Map<string, Sides>>();
  return (lead, arm, control) => {
    const own = known.get(lead) ?? new Map<string, Sides>();
    known.set(lead, own);
    const key = [...arm, ...control].map((unit) => unit.key).join("\u0000");
    const found = own.get(key) ?? sidesOf(index, lead, arm, control);
    own.set(key, found);
    return found;
  };
}

function turned(values: readonly RunValue[], better: 1 | -1): RunValue[] {
  return values.map((value) => ({ ...value, rate: better === 1 ? value.rate : 1 - value.rate }));
}

function gapOfValues(
  near: MeasuredLead,
  far: MeasuredLead,
  { arm, control, level }: MatchedEvals,
  question: GapQuestion,
): GapLeads | NotEstimable {
  const [nearBetter, farBetter] = [orientation(near.metric.direction), orientation(far.metric.direction)];
  const side = ({ from, to }: MatchedRuns) => ({
    from: turned(valuesOfUnits(from, level), nearBetter),
    to: turned(valuesOfUnits(to, level), farBetter),
  });
  const leads: StageLeads | BareLeads | NotEstimable = valueLeads(side(arm), side(control), question);
  if ("status" in leads) return leads;
  return leads.covariance === null ? { leads, gapDf: null } : { leads, gapDf: leads.df };
}

/**
 * The leads on a near and a far eval, turned so that positive is better, from whatever level of evidence there is: as
 * a function of scale and target, with what these share worked out once.
 */
export function matchedGap(
  sides: SidesOnce,
  near: MeasuredLead,
  far: MeasuredLead,
  matched: MatchedEvals,
): (
  scale: EffectScale,
  targets: readonly Target[],
  question: Omit<GapQuestion, "scale" | "target">,
) => readonly (GapLeads | NotEstimable)[] {
  const { arm, control, level } = matched;
  if (arm.from.length === 0 || control.from.length === 0)
    return (_scale, targets) =>
      targets.map(() => notEstimable("no run of an arm was measured on both evals"));
  if (level !== "samples")
    return (scale, targets, question) =>
      targets.map((target) => gapOfValues(near, far, matched, { ...question, scale, target }));
  const [one, other] = [sides(near, arm.from, control.from), sides(far, arm.to, control.to)];
  return (scale, targets, question) => {
    if ("status" in one) return targets.map(() => one);
    if ("status" in other) return targets.map(() => other);
    const [nearSide, farSide] = [one[scale], other[scale]];
    if ("status" in nearSide) return targets.map(() => nearSide);
    if ("status" in farSide) return targets.map(() => farSide);
    const paired = runPairs(nearSide, farSide, question.thresholds);
    return targets.map((target) => evalGap(nearSide, farSide, paired, { ...question, scale, target }));
  };
}

/** Gap and its variance, from the leads. */
export function gapOf({ leads }: EvalGap): { readonly estimate: number; readonly variance: number } {
  return { estimate: leads.to - leads.from, variance: contrastVariance(leads.covariance, 1) };
}

/** Scales and targets of a gap, in the order in which they are reported. */
export const GAP_SCALES = ["difference", "log-odds"] as const satisfies readonly EffectScale[];
