import {
  type Ablation,
  type Analysis,
  ablationFingerprint,
  ablationIdentity,
  type Evidence,
  evidenceFingerprint,
  fingerprintOf,
} from "@holdfast/core";
import { adjustedEffects } from "./findings/adjusted-effects.js";
import { analysisWarnings } from "./findings/analysis-warnings.js";
import { durabilityFamilies } from "./findings/durability-families.js";
import { durabilityFinding } from "./findings/durability-findings.js";
import { durabilityQuestions } from "./findings/durability-questions.js";
import { evidenceRows } from "./findings/evidence-rows.js";
import { leadEffects } from "./findings/lead-effects.js";
import { levelRows } from "./findings/level-rows.js";
import { trajectories } from "./findings/trajectories.js";
import { indexEvidence } from "./measure/evidence-index.js";
import { planContrasts } from "./plan-contrasts.js";

/** What an analysis is told beyond ablation and evidence. */
export interface AnalysisOptions {
  /** Let what was set aside take part too. */
  readonly includeExcluded?: boolean;
  /** The ablation was registered after outcomes existed. */
  readonly retrospective?: boolean;
}

/**
 * Answers every question of an ablation from its evidence: levels, leads, trajectories and durability, on both
 * scales and for both targets, with the registered families adjusted. Pure: the same inputs give the same analysis.
 *
 * @param ablation a parsed ablation; its families are those it was registered with
 * @param evidence the runs, samples and current outcomes of that ablation
 * @returns an analysis in which what cannot be estimated says why
 */
export function analyse(ablation: Ablation, evidence: Evidence, options: AnalysisOptions = {}): Analysis {
  const { includeExcluded = false, retrospective = false } = options;
  const index = indexEvidence(ablation, evidence, includeExcluded);
  const plan = planContrasts(ablation);
  const { effects, families: leads } = adjustedEffects(ablation, leadEffects(index, plan.leads));
  const questions = durabilityQuestions(index, plan.retentions);
  const standings = durabilityFamilies(ablation, questions);
  const durability = questions.map((question) => durabilityFinding(ablation, question, standings));
  const families = [...leads, ...standings.results];
  const own = ablationFingerprint(ablation);
  return {
    format: "holdfast-analysis/1",
    ablation: ablationIdentity(ablation),
    ablationFingerprint: own,
    inputsFingerprint: fingerprintOf({
      ablation: own,
      evidence: evidenceFingerprint(evidence),
      includeExcluded,
      retrospective,
    }),
    seed: ablation.plan.seed,
    includesExcluded: includeExcluded,
    evidence: evidenceRows(index),
    levels: levelRows(index),
    effects,
    trajectories: trajectories(index, plan.leads),
    durability,
    families,
    warnings: analysisWarnings(index, plan, { effects, durability, families }, retrospective),
  };
}
