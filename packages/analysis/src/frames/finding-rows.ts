import {
  type Ablation,
  type Analysis,
  type Effect,
  type Finding,
  formatCondition,
  relationTo,
} from "@holdfast/core";
import type { Row } from "./row.js";

/** The factors in which an arm differs from its control, joined by +; "none" where there are none. */
function differingFactors(ablation: Ablation, arm: string, control: string | null): string {
  const own = ablation.arms.find(({ name }) => name === arm)?.levels ?? {};
  const other = ablation.arms.find(({ name }) => name === control)?.levels ?? {};
  const names = ablation.factors.map(({ name }) => name).filter((name) => own[name] !== other[name]);
  return names.length === 0 ? "none" : names.join("+");
}

function aboutArm(ablation: Ablation, effect: Effect): Row {
  const arm = ablation.arms.find(({ name }) => name === effect.arm);
  const value = ablation.evals.find(({ id }) => id === effect.eval);
  const levels = ablation.factors.map(({ name }) => [name, arm?.levels[name] ?? null] as const);
  return {
    ...Object.fromEntries(levels),
    arm: effect.arm,
    control: effect.control,
    factor: differingFactors(ablation, effect.arm, effect.control),
    eval: effect.eval,
    role: value?.role ?? null,
    relation: value === undefined ? null : relationTo(value, effect.arm),
    metric: effect.metric,
    condition: formatCondition(effect.condition),
    judge: effect.judge,
    stage: effect.moment.stage,
    steps: effect.moment.steps.map((step) => step ?? "end").join(" "),
    family: effect.family,
    armLevel: effect.armLevel,
    controlLevel: effect.controlLevel,
    stands: effect.stands,
  };
}

function aboutFinding(finding: Finding): Row {
  const shared = {
    scale: finding.scale,
    target: finding.target,
    scope: finding.scope,
    evidenceLevel: finding.evidenceLevel,
    clusters: finding.clusters,
    estimable: finding.status === "estimated",
    reason: finding.reason,
  };
  const own = finding.status === "estimated" ? finding : undefined;
  return {
    ...shared,
    estimate: own?.estimate ?? null,
    standardError: own?.standardError ?? null,
    df: own?.df ?? null,
    lower: own?.interval?.lower ?? null,
    upper: own?.interval?.upper ?? null,
    level: own?.interval?.level ?? null,
    pValue: own?.pValue ?? null,
    familyDf: own?.familyDf ?? null,
    pAdjusted: own?.pAdjusted ?? null,
    runs: own?.n.runs ?? null,
    controlRuns: own?.n.controlRuns ?? null,
    prompts: own?.n.prompts ?? null,
    samples: own?.n.samples ?? null,
    estimator: own?.estimator ?? null,
  };
}

/** Every finding of every lead as one row: what it is about, on which scale and for which target, and its numbers. */
export function findingRows(analysis: Pick<Analysis, "effects">, ablation: Ablation): Row[] {
  return analysis.effects.flatMap((effect) =>
    effect.findings.map((finding) => ({
      ...aboutArm(ablation, effect),
      ...aboutFinding(finding),
      shown: finding.target === effect.shownTarget && finding.scale === "difference",
    })),
  );
}
