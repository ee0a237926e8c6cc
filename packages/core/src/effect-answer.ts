import { z } from "zod";
import { AnalysisSchema } from "./analysis.js";

/** The leads of an analysis with the families they belong to: the document of `holdfast effects`. */
export const EffectAnswerSchema = AnalysisSchema.pick({
  ablation: true,
  ablationFingerprint: true,
  inputsFingerprint: true,
  seed: true,
  includesExcluded: true,
  method: true,
  evidence: true,
  effects: true,
  families: true,
  rankings: true,
  recipeChecks: true,
  warnings: true,
}).extend({
  /** The findings in plain words, never stronger than their numbers; the summary first. */
  sentences: z.array(z.string()),
});
export type EffectAnswer = z.infer<typeof EffectAnswerSchema>;

/** A table of findings, grouped by one or more keys: one record a group. */
export const EffectGroupsSchema = z.strictObject({
  ablation: z.string(),
  inputsFingerprint: AnalysisSchema.shape.inputsFingerprint,
  includesExcluded: z.boolean(),
  groupBy: z.array(z.string()).min(1),
  groups: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
});
export type EffectGroups = z.infer<typeof EffectGroupsSchema>;
