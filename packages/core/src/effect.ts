import { z } from "zod";
import { type Target, TargetSchema } from "./analysis-plan.js";
import { EffectAlternativeSchema } from "./effect-alternative.js";
import { EffectLabelsSchema } from "./effect-labels.js";
import { ContrastSchema, type EffectScale, type Finding, FindingSchema, MomentSchema } from "./finding.js";
import { LookSchema } from "./look.js";

/** The level of one arm: its own rate or mean at one moment, with the interval of a single arm. */
export const LevelRowSchema = z.strictObject({
  ...ContrastSchema.omit({ control: true }).shape,
  moment: MomentSchema,
  finding: FindingSchema,
});
export type LevelRow = z.infer<typeof LevelRowSchema>;

/** The lead of an arm: arm minus control at the same moment, on both scales and for both targets. */
export const EffectSchema = z.strictObject({
  ...ContrastSchema.shape,
  moment: MomentSchema,
  /** Family of the plan it belongs to; null is exploratory. */
  family: z.string().nullable(),
  /** The target that is shown first: the plan's, or suite-fixed where that one is not estimable. */
  shownTarget: TargetSchema,
  armLevel: z.number().nullable(),
  controlLevel: z.number().nullable(),
  findings: z.array(FindingSchema),
  /** Whether the lead stands after the family's adjustment at the plan's alpha; null outside a family or without p-value. */
  stands: z.boolean().nullable(),
  /** The shown difference adjusted among all exploratory leads (Benjamini and Hochberg); null inside a family. */
  qValue: z.number().nullable().default(null),
  /** The same lead by other methods, where the plan registers one or prompts were left out. */
  alternatives: z.array(EffectAlternativeSchema).default([]),
  labels: EffectLabelsSchema.nullable().default(null),
  /** Where the plan registers several looks: which one this is. */
  look: LookSchema.nullable().default(null),
});
export type Effect = z.infer<typeof EffectSchema>;
export type EffectInput = z.input<typeof EffectSchema>;

/** The finding on that scale and target, or undefined. */
export function findingOn(
  effect: Pick<Effect, "findings">,
  scale: EffectScale,
  target: Target,
): Finding | undefined {
  return effect.findings.find((finding) => finding.scale === scale && finding.target === target);
}

/**
 * The p-value by which a registered lead stands or falls: that of its own finding, or of the alternative that its
 * family's method rests on (Dunnett: the pooled variance). Null where it has none.
 */
export function standingPValue(
  effect: Pick<Effect, "findings" | "alternatives">,
  scale: EffectScale,
  target: Target,
): number | null {
  const adjusted = [effect, ...effect.alternatives].flatMap((one) => {
    const finding = findingOn(one, scale, target);
    return finding?.status === "estimated" && finding.pAdjusted !== null ? [finding.pAdjusted] : [];
  });
  return adjusted[0] ?? null;
}

/** The finding that tables and figures show. */
export function shownFinding(effect: Effect, scale: EffectScale = "difference"): Finding | undefined {
  return findingOn(effect, scale, effect.shownTarget);
}
