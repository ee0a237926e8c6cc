import type { Ablation, Eval, Evidence, PowerCurve, PowerQuestion, PowerRow } from "@holdfast/core";
import { indexEvidence } from "../measure/evidence-index.js";
import { ownTest } from "./own-test.js";
import { designBasis, evalBasis } from "./power-basis.js";
import { powerCurve } from "./power-curve.js";
import { type PowerTests, powerRow } from "./power-row.js";
import { retentionRule } from "./retention-rule.js";
import { spreadEvidence } from "./spread-evidence.js";
import { stageCorrelation } from "./stage-correlation.js";

/** Seed of what is simulated where no plan names one. */
const USUAL_SEED = 20260508;

const testsSeeded = (seed: number): PowerTests => ({ own: ownTest(seed), rule: retentionRule(seed) });

/**
 * What a registered design can and cannot resolve, one row an eval on its primary metric. Pure.
 *
 * @param evidence outcomes so far: where an arm has two runs or more, they tell how scores vary
 * @param question what is set instead of what is registered, measured or usual
 */
export function ablationPower(
  ablation: Ablation,
  evidence: Evidence,
  question: PowerQuestion,
  includeExcluded = false,
): PowerRow[] {
  const index = indexEvidence(ablation, evidence, includeExcluded);
  const correlation = stageCorrelation(index);
  const tests = testsSeeded(ablation.plan.seed);
  return ablation.evals.map((value) => {
    const found = spreadEvidence(index, value);
    return powerRow(evalBasis(ablation, value, question, { found, correlation }), question, tests);
  });
}

/** What a design of that size can resolve on rates, where nothing is registered yet. */
export function designPower(question: PowerQuestion): PowerRow {
  return powerRow(designBasis(question), question, testsSeeded(USUAL_SEED));
}

/** The designs around one, with the rows of the design itself, on one reading of the outcomes. */
export interface AblationPowerCurve {
  readonly curve: PowerCurve;
  /** One row an eval, as {@link ablationPower} gives them. */
  readonly rows: readonly PowerRow[];
  /** The row of the curve's eval where the question sets nothing. */
  readonly registered: PowerRow;
}

/** What designs around the registered one can resolve on one of its evals. Pure. */
export function ablationPowerCurve(
  ablation: Ablation,
  evidence: Evidence,
  value: Eval,
  question: PowerQuestion,
  includeExcluded = false,
): AblationPowerCurve {
  const index = indexEvidence(ablation, evidence, includeExcluded);
  const correlation = stageCorrelation(index);
  const tests = testsSeeded(ablation.plan.seed);
  const spreads = new Map(ablation.evals.map((one) => [one, spreadEvidence(index, one)]));
  const basisOf = (one: Eval, asked: PowerQuestion) =>
    evalBasis(ablation, one, asked, { found: spreads.get(one) ?? null, correlation });
  return {
    curve: powerCurve(basisOf(value, question), question, tests),
    rows: ablation.evals.map((one) => powerRow(basisOf(one, question), question, tests)),
    registered: powerRow(basisOf(value, {}), {}, tests),
  };
}

/** What designs around one of that size can resolve on rates. */
export function designPowerCurve(question: PowerQuestion): PowerCurve {
  return powerCurve(designBasis(question), question, testsSeeded(USUAL_SEED));
}
