import {
  boundsOf,
  EFFECT_METHODS,
  type Effect,
  type EffectScale,
  type Finding,
  type Target,
} from "@holdfast/core";
import { type Comparison, runsOf } from "../effects/comparison.js";
import type { EffectEstimate, EffectQuestion } from "../effects/effect-estimate.js";
import { effectLabels } from "../effects/effect-labels.js";
import { componentsOf } from "../effects/pair-components.js";
import type { Estimator } from "../estimators/estimator.js";
import { defaultEstimator } from "../estimators/registry.js";
import { namedRuns } from "../measure/arm-moment.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import { notEstimable } from "../not-estimable.js";
import type { PlannedLead } from "../plan-contrasts.js";
import {
  type Contrast,
  clustersDeclared,
  contrastAt,
  type Setting,
  settingsOf,
  targetsOf,
} from "./contrast.js";
import { effectAlternatives } from "./effect-alternatives.js";
import { roomWarnings, unvaryingWarnings } from "./effect-warnings.js";
import { findingOf, sizeOf } from "./finding-of.js";
import { leadLooks, unplannedLook } from "./lead-looks.js";
import { type PooledDesigns, pooledDesigns } from "./pooled-designs.js";
import { pairBySeed } from "./seed-pairs.js";
import { momentWarnings, uniqueWarnings } from "./side-warnings.js";

const SCALES: readonly EffectScale[] = ["difference", "log-odds"];

/** Whether the contrast speaks of the recipe: both sides have two runs or more. */
export function scopeOf({ comparison }: Pick<Contrast, "comparison">): "recipe" | "checkpoint" {
  if ("status" in comparison) return "checkpoint";
  const { arm, control } = runsOf(comparison);
  return arm >= 2 && control >= 2 ? "recipe" : "checkpoint";
}

function estimateBy(
  chosen: Estimator | undefined,
  comparison: Comparison,
  question: EffectQuestion,
): { readonly estimator: string; readonly estimate: EffectEstimate } {
  const estimator = chosen ?? defaultEstimator(comparison);
  if (estimator === undefined)
    return { estimator: "none", estimate: notEstimable("no estimator is made for this evidence") };
  const { id } = estimator;
  const summary = EFFECT_METHODS.find(({ name }) => name === id)?.summary ?? "";
  return {
    estimator: id,
    estimate: estimator.accepts(comparison)
      ? estimator.estimate(comparison, question)
      : notEstimable(`\`${id}\` is not made for this evidence or number of runs (${summary})`),
  };
}

/** The lead of a contrast by its default estimator. */
export function estimateContrast(
  { comparison }: Pick<Contrast, "comparison">,
  scale: EffectScale,
  target: Target,
  level: number,
  asked: Pick<EffectQuestion, "intervalOnly" | "simultaneous" | "pooled"> = {},
): { readonly estimator: string; readonly estimate: EffectEstimate } {
  if ("status" in comparison) return { estimator: "none", estimate: comparison };
  return estimateBy(undefined, comparison, { scale, target, level, ...asked });
}

/** The rate of one side in the metric's own unit, on the prompts that are compared; null where it has no outcome. */
export function levelOfSide(
  { comparison, ...contrast }: Contrast,
  side: "arm" | "control",
  lower: number,
): number | null {
  const { units } = contrast[side];
  if (units.length === 0) return null;
  const rate =
    "status" in comparison || comparison.level !== "samples"
      ? units.reduce((sum, { measured }) => sum + measured.value.rate, 0) / units.length
      : componentsOf(comparison)[side].rate;
  return lower + contrast.range * rate;
}

/** What every lead of an analysis is asked with. */
interface LeadContext {
  readonly index: EvidenceIndex;
  readonly pooled: PooledDesigns;
  readonly lookOf: ReturnType<typeof leadLooks>;
  /** Asked for by name instead of the defaults. */
  readonly chosen: Estimator | undefined;
}

/** A lead with everything that its findings share. */
interface AskedLead {
  readonly comparison: Contrast["comparison"];
  readonly question: Pick<EffectQuestion, "level" | "pooled">;
  readonly about: Omit<Parameters<typeof findingOf>[1], "scale" | "target" | "estimator">;
}

function askFor(
  { comparison, question, about }: AskedLead,
  by: Estimator | undefined,
  scale: EffectScale,
  target: Target,
): Finding {
  const { estimator, estimate } =
    "status" in comparison
      ? { estimator: "none", estimate: comparison }
      : estimateBy(by, comparison, { ...question, scale, target });
  return findingOf(estimate, { ...about, scale, target, estimator });
}

function effectOf(
  { index, pooled, lookOf, chosen }: LeadContext,
  lead: PlannedLead,
  setting: Setting,
): Effect {
  const { ablation } = index;
  const { plan } = ablation;
  const { contrast, warnings: pairing } = pairBySeed(
    index,
    lead,
    contrastAt(index, lead, lead.stage, setting),
  );
  const { arm, control, comparison, range } = contrast;
  const sides = { arm: { name: lead.arm, moment: arm }, control: { name: lead.control, moment: control } };
  const whole = "status" in comparison ? null : comparison;
  const question = { level: 1 - plan.alpha, pooled: () => pooled(lead, setting) };
  const { lower } = boundsOf(lead.metric.scale);
  const controlLevel = levelOfSide(contrast, "control", lower);
  const runs = { arm: namedRuns(arm), control: namedRuns(control) };
  const about = { metric: lead.metric, control: lead.control, eval: lead.eval.id };
  const warnings = uniqueWarnings([
    ...momentWarnings(index, sides, lead.stage, whole, clustersDeclared(index, lead.eval.id)),
    ...pairing,
    ...(whole === null ? [] : unvaryingWarnings(whole, question.pooled)),
    ...roomWarnings(about, controlLevel, plan.smallestEffect),
    ...unplannedLook(ablation, [
      { name: lead.arm, runs: runs.arm },
      { name: lead.control, runs: runs.control },
    ]),
  ]);
  const { prompts, clusters, samples } =
    whole === null ? { prompts: null, clusters: null, samples: null } : sizeOf(whole);
  const evidenceLevel = whole?.level ?? [...arm.units, ...control.units][0]?.measured.level ?? "point";
  const asked: AskedLead = {
    comparison,
    question,
    about: {
      evidenceLevel,
      scope: scopeOf(contrast),
      clusters,
      n: { runs: runs.arm, controlRuns: runs.control, prompts, samples },
      warnings,
      range,
    },
  };
  const targets = targetsOf(plan.target);
  const findings = targets.flatMap((target) => SCALES.map((scale) => askFor(asked, chosen, scale, target)));
  const shown =
    findings.find((finding) => finding.scale === "difference" && finding.status === "estimated") ??
    findings.find((finding) => finding.status === "estimated");
  return {
    arm: lead.arm,
    control: lead.control,
    eval: lead.eval.id,
    metric: lead.metric.name,
    condition: setting.condition,
    judge: setting.judge,
    moment: { stage: lead.stage, steps: [...new Set([...arm.steps, ...control.steps])] },
    family: null,
    shownTarget: shown?.target ?? plan.target,
    armLevel: levelOfSide(contrast, "arm", lower),
    controlLevel,
    findings,
    stands: null,
    qValue: null,
    alternatives:
      chosen === undefined
        ? effectAlternatives(
            contrast,
            { arm: lead.arm, control: lead.control },
            targets,
            plan.pooledVariance,
            question,
            (by, scale, target) => askFor(asked, by, scale, target),
          )
        : [],
    labels: whole === null ? null : effectLabels(whole, shown?.target ?? plan.target, 1 - plan.alpha),
    look: lookOf(runs.arm, runs.control),
  };
}

/**
 * The leads of the plan under every condition and judge that either side was measured with.
 *
 * @param chosen an estimator asked for by name; without it, each lead has its default
 */
export function leadEffects(
  index: EvidenceIndex,
  leads: readonly PlannedLead[],
  chosen?: Estimator,
): Effect[] {
  const context = { index, pooled: pooledDesigns(index), lookOf: leadLooks(index.ablation), chosen };
  return leads.flatMap((lead) =>
    settingsOf(index, lead, lead.stage).map((setting) => effectOf(context, lead, setting)),
  );
}
