import { z } from "zod";
import { TargetSchema } from "./analysis-plan.js";
import { answerHead } from "./answer-head.js";
import { IdentityTextSchema } from "./identity.js";
import { PowerQuestionSchema, PowerRowSchema } from "./power.js";

/** The question about the designs around the registered one: the eval it is about, the first without it. */
export const PowerCurveQuestionSchema = z.strictObject({
  ...PowerQuestionSchema.shape,
  eval: IdentityTextSchema.optional(),
});
export type PowerCurveQuestion = z.infer<typeof PowerCurveQuestionSchema>;

/**
 * What designs around a chosen one can resolve on one eval, by the default test on the pair's own variance. Leads and
 * deviations are on the metric's own scale. Designs with one run an arm resolve nothing and are left out.
 */
export const PowerCurveSchema = z.strictObject({
  /** null where no ablation was named. */
  eval: z.string().nullable(),
  metric: z.string().nullable(),
  target: TargetSchema,
  wantedPower: z.number(),
  /** Two-sided level of one comparison. */
  alpha: z.number(),
  /** Comparisons that share the error rate: the level of Holm's first step is alpha divided by it. */
  comparisons: z.number(),
  /** The design that the others lie around; `epochs` may be no whole number where outcomes tell it. */
  chosen: z.strictObject({ runs: z.number(), prompts: z.number(), epochs: z.number() }),
  seedSd: z.number(),
  smallestEffect: z.number().nullable(),
  /** The lead whose retention is to be proved. */
  lead: z.number().nullable(),
  /** The share of it that is to be exceeded. */
  share: z.number(),
  /** Over runs, one line a number of prompts: a quarter of the chosen, the chosen, four times it. */
  lines: z.array(
    z.strictObject({
      prompts: z.number().int().positive(),
      points: z.array(
        z.strictObject({
          runs: z.number().int(),
          /** The smallest lead that is found with the wanted power, alone and at Holm's first step. */
          detectable: z.number(),
          holmFirst: z.number(),
          /** To find the smallest effect, alone; null where none is named. */
          power: z.number().nullable(),
        }),
      ),
    }),
  ),
  /** Over prompts at the chosen runs; empty with one run an arm. */
  prompts: z.array(
    z.strictObject({
      prompts: z.number().int().positive(),
      detectable: z.number(),
      /** What a comparison over prompts and scores alone would claim: it takes the runs for fixed. */
      promptsOnly: z.number(),
    }),
  ),
  /** Over runs: the smallest lead whose retention is proved with the wanted power, and the power for `lead`. */
  retention: z.array(
    z.strictObject({ runs: z.number().int(), provable: z.number(), power: z.number().nullable() }),
  ),
  /** Over runs, one line a deviation of the seeds. */
  seeds: z.array(
    z.strictObject({
      seedSd: z.number(),
      points: z.array(z.strictObject({ runs: z.number().int(), detectable: z.number() })),
    }),
  ),
});
export type PowerCurve = z.infer<typeof PowerCurveSchema>;

/** The same for an eval of an ablation, with the rows of the design itself: all that a planner shows, read once. */
export const PowerCurveAnswerSchema = z.strictObject({
  ...answerHead,
  curve: PowerCurveSchema,
  /** One row an eval, as `holdfast power` gives them for the same question. */
  rows: z.array(PowerRowSchema),
  /** The row of the curve's eval where the question sets nothing. */
  registered: PowerRowSchema,
});
export type PowerCurveAnswer = z.infer<typeof PowerCurveAnswerSchema>;
