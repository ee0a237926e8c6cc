import { z } from "zod";
import { TargetSchema } from "./analysis-plan.js";
import { ConditionSchema } from "./condition.js";
import { EvidenceLevelSchema } from "./evidence-level.js";
import { EffectScaleSchema, IntervalSchema, MomentSchema, ScopeSchema } from "./finding.js";
import { QuantitySchema } from "./quantity.js";
import { RatioSchema } from "./ratio.js";
import { RelationSchema } from "./relation.js";
import { WarningSchema } from "./warning.js";

/**
 * One side of a comparison of evals, oriented: positive is better than the control, whatever the eval's direction,
 * and 1 is the whole width of the eval's scale.
 */
export const OrientedLeadSchema = z.strictObject({
  eval: z.string(),
  metric: z.string(),
  condition: ConditionSchema,
  judge: z.string(),
  relation: RelationSchema,
  moment: MomentSchema,
  lead: z
    .strictObject({ estimate: z.number(), interval: IntervalSchema.nullable(), target: TargetSchema })
    .nullable(),
  /** How far the control is from the best end of the scale: what a lead could take at most. */
  room: z.number().nullable(),
});
export type OrientedLead = z.infer<typeof OrientedLeadSchema>;

/** Gap and transfer ratio on one scale and for one target. */
export const GapAnswerSchema = z.strictObject({
  scale: EffectScaleSchema,
  target: TargetSchema,
  /** Lead far from the training data minus lead near to it; negative: less of it out there. */
  gap: QuantitySchema,
  /** Lead far from the training data over lead near to it (Fieller). */
  transfer: RatioSchema,
});
export type GapAnswer = z.infer<typeof GapAnswerSchema>;

/** Does the lead of an arm near its training data show far from it too? */
export const GeneralizationPairSchema = z.strictObject({
  arm: z.string(),
  control: z.string(),
  stage: z.string(),
  /** What makes an eval near or far: its declared relation to the arm, or its role where nobody declared one. */
  basis: z.enum(["relation", "role"]),
  near: OrientedLeadSchema,
  far: OrientedLeadSchema,
  sameCondition: z.boolean(),
  scope: ScopeSchema,
  evidenceLevel: EvidenceLevelSchema,
  /** Runs of arm and control that were measured on both evals. */
  runs: z.number().int().nonnegative(),
  controlRuns: z.number().int().nonnegative(),
  shownTarget: TargetSchema,
  answers: z.array(GapAnswerSchema),
  /**
   * True: the lead near the training data stands, the one far from it does not, and the first is larger beyond doubt.
   * Null: one of the three cannot be told.
   */
  suppression: z.boolean().nullable(),
  warnings: z.array(WarningSchema),
});
export type GeneralizationPair = z.infer<typeof GeneralizationPairSchema>;

/** How the variance between suites is estimated. */
export const SynthesisMethodSchema = z.enum(["reml", "paule-mandel", "dersimonian-laird", "fixed"]);
export type SynthesisMethod = z.infer<typeof SynthesisMethodSchema>;

/** A lead that takes part in a synthesis. */
export const SuiteSchema = z.strictObject({
  side: z.enum(["near", "far"]),
  eval: z.string(),
  metric: z.string(),
  condition: ConditionSchema,
  judge: z.string(),
  lead: z.number(),
  standardError: z.number().positive(),
  /** Degrees of freedom of the lead; null where the quantile is the normal one. */
  df: z.number().positive().nullable(),
});
export type Suite = z.infer<typeof SuiteSchema>;

/** All suites of an arm at one stage together: means near and far, their difference, and what a new far suite would show. */
export const SuiteSynthesisSchema = z.strictObject({
  arm: z.string(),
  control: z.string(),
  stage: z.string(),
  basis: z.enum(["relation", "role"]),
  target: TargetSchema,
  scope: ScopeSchema,
  method: SynthesisMethodSchema,
  level: z.number(),
  near: QuantitySchema,
  far: QuantitySchema,
  /** Mean far minus mean near: the moderator of the synthesis. */
  difference: QuantitySchema,
  /** The interval for the lead on a new suite far from the training data; null with its reason. */
  prediction: z.strictObject({ interval: IntervalSchema.nullable(), reason: z.string().nullable() }),
  /** Variance between suites of one side, and its share of all variation in percent. */
  tau2: z.number().nullable(),
  i2: z.number().nullable(),
  /** The one correlation of leads on two suites that the shared runs give them. */
  correlation: z.number(),
  suites: z.array(SuiteSchema).min(1),
});
export type SuiteSynthesis = z.infer<typeof SuiteSynthesisSchema>;

/** An eval that takes no part for an arm, and why. */
export const LeftOutEvalSchema = z.strictObject({ arm: z.string(), eval: z.string(), reason: z.string() });
export type LeftOutEval = z.infer<typeof LeftOutEvalSchema>;

/** The answers to: did it generalise, or was the eval merely suppressed because the training data looked like it? */
export const GeneralizationSchema = z.strictObject({
  pairs: z.array(GeneralizationPairSchema),
  syntheses: z.array(SuiteSynthesisSchema),
  leftOut: z.array(LeftOutEvalSchema),
});
export type Generalization = z.infer<typeof GeneralizationSchema>;

/** The answer that tables and figures show. */
export function shownGap(
  pair: GeneralizationPair,
  scale: "difference" | "log-odds" = "difference",
): GapAnswer | undefined {
  return pair.answers.find((answer) => answer.scale === scale && answer.target === pair.shownTarget);
}
