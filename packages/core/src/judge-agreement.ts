import { z } from "zod";
import { ConditionSchema } from "./condition.js";
import { MomentSchema, ScopeSchema } from "./finding.js";
import { QuantitySchema } from "./quantity.js";

/** Two judges on the same rollouts of one eval and metric. */
export const JudgePairSchema = z.strictObject({
  eval: z.string(),
  metric: z.string(),
  judges: z.tuple([z.string(), z.string()]),
  /** Checkpoints, scores and independent clusters of prompts that both judged. */
  checkpoints: z.number().int().nonnegative(),
  scores: z.number().int().nonnegative(),
  clusters: z.number().int().nonnegative(),
  /** `nominal` for binary scores, `interval` for graded ones. */
  scale: z.enum(["nominal", "interval"]),
  agreement: QuantitySchema,
  alpha: QuantitySchema,
  /** Gwet's AC1; for graded scores AC2 with quadratic weights over the values that were given. */
  gwet: QuantitySchema,
  /** Mean of the second judge minus mean of the first, in the metric's own unit. */
  shift: QuantitySchema,
  /** What of their scores could not be set side by side. */
  notes: z.array(z.string()),
});
export type JudgePair = z.infer<typeof JudgePairSchema>;

/** What one judge says of a lead: better or worse than the control beyond doubt, or open. */
export const JudgeStandingSchema = z.enum(["better", "worse", "open", "not-estimable"]);
export type JudgeStanding = z.infer<typeof JudgeStandingSchema>;

/** One lead under several judges, and whether its conclusion survives the change of judge. */
export const JudgeConclusionSchema = z.strictObject({
  arm: z.string(),
  control: z.string().nullable(),
  eval: z.string(),
  metric: z.string(),
  condition: ConditionSchema,
  stage: z.string(),
  byJudge: z.array(
    z.strictObject({
      judge: z.string(),
      moment: MomentSchema,
      lead: QuantitySchema,
      /** Whether this judge's lead is about the recipe, or about these checkpoints only. */
      scope: ScopeSchema,
      standing: JudgeStandingSchema,
    }),
  ),
  /** `sign-changes`: judges contradict each other beyond doubt. `standing-changes`: it stands under some only. */
  survival: z.enum(["survives", "standing-changes", "sign-changes", "nothing-stands", "not-estimable"]),
});
export type JudgeConclusion = z.infer<typeof JudgeConclusionSchema>;

/** Do judges agree, and do the conclusions depend on which of them is asked? */
export const JudgeAgreementSchema = z.strictObject({
  pairs: z.array(JudgePairSchema),
  conclusions: z.array(JudgeConclusionSchema),
});
export type JudgeAgreement = z.infer<typeof JudgeAgreementSchema>;
