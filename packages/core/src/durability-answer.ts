import { z } from "zod";
import { AnalysisSchema } from "./analysis.js";

/** What is left of each lead, with its trajectory: the document of `holdfast durability`. */
export const DurabilityAnswerSchema = AnalysisSchema.pick({
  ablation: true,
  ablationFingerprint: true,
  inputsFingerprint: true,
  seed: true,
  includesExcluded: true,
  evidence: true,
  trajectories: true,
  durability: true,
  families: true,
  warnings: true,
}).extend({
  /** The findings in plain words, never stronger than their numbers; the summary first. */
  sentences: z.array(z.string()),
});
export type DurabilityAnswer = z.infer<typeof DurabilityAnswerSchema>;
