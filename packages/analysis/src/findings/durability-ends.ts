import { boundsOf, type DurabilityLevels, type EndState, type Target } from "@holdfast/core";
import { orientation } from "../durability/non-inferiority.js";
import { armLevel } from "../effects/arm-level.js";
import type { ArmMoment } from "../measure/arm-moment.js";
import type { EvidenceIndex } from "../measure/evidence-index.js";
import type { Contrast } from "./contrast.js";
import { rangeOf } from "./contrast.js";
import type { DurabilityQuestion } from "./durability-questions.js";
import { scaledInterval } from "./finding-of.js";
import { estimateContrast } from "./lead-effects.js";
import { evidenceOf } from "./level-rows.js";
import type { PooledDesigns } from "./pooled-designs.js";

type Level = DurabilityLevels["from"]["arm"];

/** The target that is shown, and the other where nothing can be said for it. */
function targetsFrom(shown: Target): readonly Target[] {
  return shown === "prompt-general" ? ["prompt-general", "suite-fixed"] : ["suite-fixed"];
}

function levelOf(index: EvidenceIndex, question: DurabilityQuestion, moment: ArmMoment): Level {
  if (moment.units.length === 0) return null;
  const { eval: value, metric } = question.retention;
  const evidence = evidenceOf(moment, index.clusterOf(value.id), metric.scale.kind === "binary");
  if ("status" in evidence) return null;
  const { lower } = boundsOf(metric.scale);
  const range = rangeOf(metric);
  for (const target of targetsFrom(question.shownTarget)) {
    const found = armLevel(evidence, target, 1 - index.ablation.plan.alpha);
    if (found.status === "not-estimable") continue;
    return {
      estimate: lower + range * found.estimate,
      interval: found.interval === null ? null : scaledInterval(found.interval, range, lower),
      target,
    };
  }
  return null;
}

/** The levels of arm and control at both ends; null where neither end was measured. */
export function durabilityLevels(
  index: EvidenceIndex,
  question: DurabilityQuestion,
): DurabilityLevels | null {
  const { from, to } = question.contrasts;
  if (from === null && to === null) return null;
  const sides = (contrast: Contrast | null) => ({
    arm: contrast === null ? null : levelOf(index, question, contrast.arm),
    control: contrast === null ? null : levelOf(index, question, contrast.control),
  });
  return { from: sides(from), to: sides(to) };
}

/** The lead at `to` by the default of a lead, with the worst level of the arm that is not excluded. */
export function endState(
  index: EvidenceIndex,
  question: DurabilityQuestion,
  levels: DurabilityLevels | null,
  pooled: PooledDesigns,
): EndState | null {
  const { retention, contrasts, to: setting } = question;
  const contrast = contrasts.to;
  if (contrast === null || setting === undefined) return null;
  for (const target of targetsFrom(question.shownTarget)) {
    const { estimator, estimate } = estimateContrast(
      contrast,
      "difference",
      target,
      1 - index.ablation.plan.alpha,
      { pooled: () => pooled({ ...retention, stage: retention.pair.to }, setting) },
    );
    if (estimate.status === "not-estimable") continue;
    const own = levels?.to.arm?.interval ?? null;
    const worse = orientation(retention.metric.direction) === -1 ? own?.upper : own?.lower;
    return {
      lead: estimate.estimate * contrast.range,
      interval: estimate.interval === null ? null : scaledInterval(estimate.interval, contrast.range),
      pValue: estimate.pValue,
      estimator,
      target,
      worstLevel: worse ?? null,
    };
  }
  return null;
}
