import { z } from "zod";
import { TargetSchema } from "./analysis-plan.js";
import { ConditionSchema } from "./condition.js";
import { EvidenceLevelSchema } from "./evidence-level.js";
import { WarningSchema } from "./warning.js";

/** A confidence interval. A null side is unbounded (or beyond what the scale can express). */
export const IntervalSchema = z.strictObject({
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  level: z.number(),
  unbounded: z.boolean().default(false),
});
export type Interval = z.infer<typeof IntervalSchema>;

/** Difference: arm minus control on the metric's own scale. Log-odds: difference of logits. */
export const EffectScaleSchema = z.enum(["difference", "log-odds"]);
export type EffectScale = z.infer<typeof EffectScaleSchema>;

/** Whether a claim is about the recipe (new runs) or about these checkpoints alone. */
export const ScopeSchema = z.enum(["recipe", "checkpoint"]);
export type Scope = z.infer<typeof ScopeSchema>;

const SizeSchema = z.strictObject({
  /** Independent runs of the arm (SFT ancestors where runs branch); 0 is evidence without a run. */
  runs: z.number().int().nonnegative(),
  /** The same for the control; null where there is none. */
  controlRuns: z.number().int().nonnegative().nullable(),
  /** Prompts shared by both sides; null below sample level. */
  prompts: z.number().int().nonnegative().nullable(),
  /** Scores, over both sides; null where not reported. */
  samples: z.number().int().nonnegative().nullable(),
});

const provenance = {
  target: TargetSchema,
  scale: EffectScaleSchema,
  scope: ScopeSchema,
  evidenceLevel: EvidenceLevelSchema,
  /** Independent clusters of prompts; null below sample level. */
  clusters: z.number().int().nonnegative().nullable(),
  warnings: z.array(WarningSchema),
};

/** A number with its uncertainty. What could not be estimated beside the estimate is null, with its reason. */
export const EstimatedSchema = z.strictObject({
  status: z.literal("estimated"),
  estimate: z.number(),
  standardError: z.number().positive().nullable(),
  /** Degrees of freedom; null where the quantile is the normal one. */
  df: z.number().positive().nullable(),
  interval: IntervalSchema.nullable(),
  pValue: z.number().nullable(),
  /**
   * Degrees of freedom on which the p-value enters the adjustment of a family of several comparisons: those of the
   * interval, or fewer where few runs may lie close together by chance. Null where the quantile is the normal one.
   */
  familyDf: z.number().positive().nullable().default(null),
  /** Adjusted within the registered family; null outside of one. */
  pAdjusted: z.number().nullable(),
  n: SizeSchema,
  estimator: z.string(),
  /** Why interval or p-value is null; null when both are there. */
  reason: z.string().nullable(),
  ...provenance,
});
export type Estimated = z.infer<typeof EstimatedSchema>;

export const NotEstimableSchema = z.strictObject({
  status: z.literal("not-estimable"),
  reason: z.string(),
  ...provenance,
});
export type NotEstimable = z.infer<typeof NotEstimableSchema>;

/** The answer to one question for one contrast. */
export const FindingSchema = z.discriminatedUnion("status", [EstimatedSchema, NotEstimableSchema]);
export type Finding = z.infer<typeof FindingSchema>;

/** What a finding is about: an arm against its control, on one eval, metric, condition and judge. */
export const ContrastSchema = z.strictObject({
  arm: z.string(),
  control: z.string().nullable(),
  eval: z.string(),
  metric: z.string(),
  condition: ConditionSchema,
  judge: z.string(),
});
export type Contrast = z.infer<typeof ContrastSchema>;

/** A stage and the steps whose checkpoints were averaged; a null step is the stage's end. */
export const MomentSchema = z.strictObject({ stage: z.string(), steps: z.array(z.number().nullable()) });
export type Moment = z.infer<typeof MomentSchema>;
