import type { DesignEffects, EffectAlternative, EffectScale, Finding, Target } from "@holdfast/core";
import type { Comparison } from "../effects/comparison.js";
import type { EffectQuestion } from "../effects/effect-estimate.js";
import type { PooledDesign } from "../effects/pooled-design.js";
import { crossedReml, effectOfFit, unionFit } from "../estimators/crossed-reml.js";
import type { Estimator } from "../estimators/estimator.js";
import { pooledDesignEffect } from "../estimators/pooled-design-effect.js";
import type { Contrast } from "./contrast.js";

/** Asks one estimator for the finding on one scale and target. */
export type AskEstimator = (estimator: Estimator, scale: EffectScale, target: Target) => Finding;

function designEffects(design: PooledDesign, arm: string, control: string): DesignEffects {
  const own = (name: string) => design.own.get(name) ?? null;
  const over = (value: number | null) => (value === null ? null : value / design.phi);
  return {
    pooled: design.phi,
    df: design.df,
    arm: own(arm),
    control: own(control),
    armRatio: over(own(arm)),
    controlRatio: over(own(control)),
  };
}

/**
 * The lead by the methods that the plan registers beside the default, and on the union of the prompts where the
 * default left some out.
 */
export function effectAlternatives(
  { comparison }: Pick<Contrast, "comparison">,
  sides: { readonly arm: string; readonly control: string },
  targets: readonly Target[],
  pooledVariance: boolean,
  question: Pick<EffectQuestion, "pooled">,
  ask: AskEstimator,
): EffectAlternative[] {
  if ("status" in comparison) return [];
  const found: EffectAlternative[] = [];
  if (pooledVariance && pooledDesignEffect.accepts(comparison)) {
    const design = question.pooled?.();
    found.push({
      method: pooledDesignEffect.id,
      occasion: "pooled-variance",
      findings: targets.flatMap((target) => [
        ask(pooledDesignEffect, "difference", target),
        ask(pooledDesignEffect, "log-odds", target),
      ]),
      designEffects:
        design === undefined || "status" in design ? null : designEffects(design, sides.arm, sides.control),
    });
  }
  if (comparison.level === "samples" && comparison.pair.dropped > 0 && crossedReml.accepts(comparison)) {
    const fit = unionFit(comparison);
    // One fit answers for both targets.
    const fitted = {
      ...crossedReml,
      estimate: (_: Comparison, asked: EffectQuestion) => effectOfFit(fit, asked),
    };
    found.push({
      method: crossedReml.id,
      occasion: "union-of-prompts",
      findings: targets.map((target) => ask(fitted, "difference", target)),
      designEffects: null,
    });
  }
  return found;
}
