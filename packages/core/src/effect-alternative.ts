import { z } from "zod";
import { FindingSchema } from "./finding.js";

/** How far the variance between runs exceeds that of independent scores: all arms together, and each side alone. */
export const DesignEffectsSchema = z.strictObject({
  pooled: z.number().nonnegative(),
  /** Degrees of freedom of the pooled one: runs less arms. */
  df: z.number().positive(),
  arm: z.number().nonnegative().nullable(),
  control: z.number().nonnegative().nullable(),
  /** Own design effect over the pooled one; far above 1, pooling hides how much this side's runs differ. */
  armRatio: z.number().nonnegative().nullable(),
  controlRatio: z.number().nonnegative().nullable(),
});
export type DesignEffects = z.infer<typeof DesignEffectsSchema>;

/** The same lead by another method: beside the default, never instead of it. */
export const EffectAlternativeSchema = z.strictObject({
  method: z.string(),
  /** Why it stands here: the plan registers it, or the default left out prompts that some run lacks. */
  occasion: z.enum(["pooled-variance", "union-of-prompts"]),
  findings: z.array(FindingSchema),
  designEffects: DesignEffectsSchema.nullable(),
});
export type EffectAlternative = z.infer<typeof EffectAlternativeSchema>;
