import { boundsOf, type Effect, type EffectScale, type Finding, type Target } from "@holdfast/core";
import { armComponents } from "../effects/arm-components.js";
import { runsOf } from "../effects/comparison.js";
import type { EffectEstimate } from "../effects/effect-estimate.js";
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
import { findingOf, sizeOf } from "./finding-of.js";
import { momentWarnings } from "./side-warnings.js";

const SCALES: readonly EffectScale[] = ["difference", "log-odds"];

/** Whether the contrast speaks of the recipe: both sides have two runs or more. */
export function scopeOf({ comparison }: Pick<Contrast, "comparison">): "recipe" | "checkpoint" {
  if ("status" in comparison) return "checkpoint";
  const { arm, control } = runsOf(comparison);
  return arm >= 2 && control >= 2 ? "recipe" : "checkpoint";
}

/** The lead of a contrast by its default estimator. */
export function estimateContrast(
  { comparison }: Pick<Contrast, "comparison">,
  scale: EffectScale,
  target: Target,
  level: number,
  intervalOnly = false,
): { readonly estimator: string; readonly estimate: EffectEstimate } {
  if ("status" in comparison) return { estimator: "none", estimate: comparison };
  const estimator = defaultEstimator(comparison);
  if (estimator === undefined)
    return { estimator: "none", estimate: notEstimable("no estimator is made for this evidence") };
  return {
    estimator: estimator.id,
    estimate: estimator.estimate(comparison, { scale, target, level, intervalOnly }),
  };
}

/** The rate of one side in the metric's own unit, on the prompts that are compared; null where it has no outcome. */
function levelOfSide(
  { comparison, ...contrast }: Contrast,
  side: "arm" | "control",
  lower: number,
): number | null {
  const { units } = contrast[side];
  if (units.length === 0) return null;
  const rate =
    "status" in comparison || comparison.level !== "samples"
      ? units.reduce((sum, { measured }) => sum + measured.value.rate, 0) / units.length
      : armComponents(comparison.pair[side], comparison.pair.sizes).rate;
  return lower + contrast.range * rate;
}

function effectOf(index: EvidenceIndex, lead: PlannedLead, setting: Setting): Effect {
  const { plan } = index.ablation;
  const contrast = contrastAt(index, lead, lead.stage, setting);
  const { arm, control, comparison, range } = contrast;
  const sides = { arm: { name: lead.arm, moment: arm }, control: { name: lead.control, moment: control } };
  const whole = "status" in comparison ? null : comparison;
  const warnings = momentWarnings(index, sides, lead.stage, whole, clustersDeclared(index, lead.eval.id));
  const { prompts, clusters, samples } =
    whole === null ? { prompts: null, clusters: null, samples: null } : sizeOf(whole);
  const evidenceLevel = whole?.level ?? [...arm.units, ...control.units][0]?.measured.level ?? "point";
  const findings = targetsOf(plan.target).flatMap((target) =>
    SCALES.map((scale): Finding => {
      const { estimator, estimate } = estimateContrast(contrast, scale, target, 1 - plan.alpha);
      return findingOf(estimate, {
        scale,
        target,
        evidenceLevel,
        scope: scopeOf(contrast),
        clusters,
        n: { runs: namedRuns(arm), controlRuns: namedRuns(control), prompts, samples },
        estimator,
        warnings,
        range,
      });
    }),
  );
  const shown = findings.find((finding) => finding.scale === "difference" && finding.status === "estimated");
  const { lower } = boundsOf(lead.metric.scale);
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
    controlLevel: levelOfSide(contrast, "control", lower),
    findings,
    stands: null,
  };
}

/** The leads of the plan under every condition and judge that either side was measured with. */
export function leadEffects(index: EvidenceIndex, leads: readonly PlannedLead[]): Effect[] {
  return leads.flatMap((lead) =>
    settingsOf(index, lead, lead.stage).map((setting) => effectOf(index, lead, setting)),
  );
}
