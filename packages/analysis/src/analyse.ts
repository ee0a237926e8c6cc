import {
  type Ablation,
  type Analysis,
  ablationFingerprint,
  ablationIdentity,
  type Evidence,
  evidenceFingerprint,
  type Fingerprint,
  fingerprintOf,
  type Intervention,
} from "@holdfast/core";
import { driverFindings } from "./drivers/driver-findings.js";
import { efficiencyFindings } from "./efficiency/efficiency-findings.js";
import { chosenEstimator } from "./estimators/registry.js";
import { adjustedEffects } from "./findings/adjusted-effects.js";
import { analysisWarnings, methodWarnings } from "./findings/analysis-warnings.js";
import { beyondLeads, beyondLeadsWarnings } from "./findings/beyond-leads.js";
import { durabilityFamilies } from "./findings/durability-families.js";
import { durabilityFindings } from "./findings/durability-findings.js";
import { durabilityQuestions } from "./findings/durability-questions.js";
import { evidenceRows } from "./findings/evidence-rows.js";
import { leadEffects } from "./findings/lead-effects.js";
import { levelRows } from "./findings/level-rows.js";
import { rankings } from "./findings/rankings.js";
import { recipeChecks } from "./findings/recipe-checks.js";
import { trajectories } from "./findings/trajectories.js";
import { indexEvidence } from "./measure/evidence-index.js";
import { measuredPlaces } from "./measure/measured-arms.js";
import { planContrasts } from "./plan-contrasts.js";

/** What an analysis is told beyond ablation and evidence. */
export interface AnalysisOptions {
  /** The fingerprint of the evidence, where the caller has worked it out already. */
  readonly evidenceFingerprint?: Fingerprint;
  /** Let what was set aside take part too. */
  readonly includeExcluded?: boolean;
  /** The ablation was registered after outcomes existed. */
  readonly retrospective?: boolean;
  /** Estimator of the leads by its id, instead of the default of each. */
  readonly method?: string;
  /** Events in the lives of runs; each splits the course of the run's lead. */
  readonly interventions?: readonly Intervention[];
}

/**
 * Answers every question of an ablation from its evidence: levels, leads, trajectories and durability, on both
 * scales and for both targets, with the registered families adjusted. Pure: the same inputs give the same analysis.
 *
 * @param ablation a parsed ablation; its families are those it was registered with
 * @param evidence the runs, samples and current outcomes of that ablation
 * @returns an analysis in which what cannot be estimated says why
 * @throws HoldfastError `unknown-name` for a method that there is not; never because of the data
 */
export function analyse(ablation: Ablation, evidence: Evidence, options: AnalysisOptions = {}): Analysis {
  const { includeExcluded = false, retrospective = false, interventions = [], method } = options;
  const chosen = method === undefined ? undefined : chosenEstimator(method);
  const index = indexEvidence(ablation, evidence, includeExcluded, interventions);
  const plan = planContrasts(ablation);
  const asked = leadEffects(index, plan.leads, chosen);
  const { effects, families: leads, gates } = adjustedEffects(ablation, asked, method);
  const questions = durabilityQuestions(index, plan.retentions);
  const standings = durabilityFamilies(ablation, questions, gates);
  const durability = durabilityFindings(index, questions, standings);
  const families = [...leads, ...standings.results];
  const levels = levelRows(index);
  const beyond = beyondLeads(index, effects, levels);
  const places = measuredPlaces(index);
  const own = ablationFingerprint(ablation);
  return {
    format: "holdfast-analysis/1",
    ablation: ablationIdentity(ablation),
    ablationFingerprint: own,
    inputsFingerprint: fingerprintOf({
      ablation: own,
      evidence: options.evidenceFingerprint ?? evidenceFingerprint(evidence),
      includeExcluded,
      retrospective,
      ...(interventions.length === 0 ? {} : { interventions }),
      ...(method === undefined ? {} : { method }),
    }),
    seed: ablation.plan.seed,
    includesExcluded: includeExcluded,
    evidence: evidenceRows(index),
    levels,
    effects,
    trajectories: trajectories(index, plan.leads),
    durability,
    families,
    ...beyond,
    drivers: driverFindings(index, places),
    method: method ?? null,
    rankings: rankings(index),
    recipeChecks: recipeChecks(index),
    efficiency: efficiencyFindings(index, effects, places),
    warnings: [
      ...methodWarnings(method),
      ...analysisWarnings(index, plan, { effects, durability, families }, retrospective),
      ...beyondLeadsWarnings(beyond),
    ],
  };
}
