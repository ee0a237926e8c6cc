import type { EffectScale, EvidenceLevel, Target } from "@holdfast/core";
import { type CrossedStages, crossedStages } from "../durability/crossed-stages.js";
import { sampleLeads } from "../durability/sample-leads.js";
import type { StageLeads } from "../durability/stage-leads.js";
import { type BareLeads, valueLeads } from "../durability/value-leads.js";
import type { PooledDesign } from "../effects/pooled-design.js";
import type { ArmMoment, Unit } from "../measure/arm-moment.js";
import { matrixOfUnits, sharedLevel, valuesOfUnits } from "../measure/comparison-of.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { NotEstimable } from "../not-estimable.js";

/** The runs of one arm that were measured at both stages, in the same order at both. */
export interface MatchedRuns {
  readonly from: readonly Unit[];
  readonly to: readonly Unit[];
  /** Runs measured at one of the stages only. */
  readonly dropped: number;
}

/** Pairs the runs of an arm over two stages by their common ancestor. */
export function matchRuns(from: ArmMoment, to: ArmMoment): MatchedRuns {
  const later = new Map(to.units.map((unit) => [unit.key, unit]));
  const matched = from.units.flatMap((unit) => {
    const other = later.get(unit.key);
    return other === undefined ? [] : [{ from: unit, to: other }];
  });
  return {
    from: matched.map((unit) => unit.from),
    to: matched.map((unit) => unit.to),
    dropped: from.units.length + to.units.length - 2 * matched.length,
  };
}

/** Arm and control with their matched runs, and the level both rest on. */
export interface MatchedSides {
  readonly arm: MatchedRuns;
  readonly control: MatchedRuns;
  readonly level: EvidenceLevel;
  readonly binary: boolean;
}

/** The poorest level of evidence over both arms and stages. */
export function matchedSides(arm: MatchedRuns, control: MatchedRuns, binary: boolean): MatchedSides {
  return { arm, control, level: sharedLevel([arm.from, arm.to, control.from, control.to], binary), binary };
}

/** How a retention is asked for. */
export interface LeadsQuestion {
  readonly scale: EffectScale;
  readonly target: Target;
  readonly level: number;
  readonly thresholds: { readonly lower: number; readonly upper: number };
  /** How runs differ over all arms at each stage; looked up only where a lead does not vary. */
  readonly pooledAt: (stage: "from" | "to") => PooledDesign | NotEstimable;
}

/** What a question about two stages is answered with. */
export type RetainedLeads = StageLeads | BareLeads | NotEstimable;

/**
 * The leads at both stages with their covariance, from whatever level of evidence there is; rates on [0, 1]. Both
 * targets rest on the same cells, which are crossed once for each scale.
 */
export function retainedLeads(
  index: EvidenceIndex,
  evalId: string,
  { arm, control, level, binary }: MatchedSides,
): (question: LeadsQuestion) => RetainedLeads {
  if (level !== "samples") {
    const values = (runs: MatchedRuns) => ({
      from: valuesOfUnits(runs.from, level),
      to: valuesOfUnits(runs.to, level),
    });
    return (question) => valueLeads(values(arm), values(control), question);
  }
  const clusterOf = index.clusterOf(evalId);
  const cells = (runs: MatchedRuns) => ({
    from: matrixOfUnits(runs.from, clusterOf.length),
    to: matrixOfUnits(runs.to, clusterOf.length),
  });
  const matrices = { arm: cells(arm), control: cells(control) };
  const crossed = new Map<EffectScale, CrossedStages | NotEstimable>();
  return ({ scale, target, thresholds, level: coverage, pooledAt }) => {
    const stages = crossed.get(scale) ?? crossedStages(matrices, clusterOf, scale);
    crossed.set(scale, stages);
    return "status" in stages
      ? stages
      : sampleLeads(stages, target, thresholds, coverage, binary ? pooledAt : undefined);
  };
}
