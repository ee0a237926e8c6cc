import type { z } from "zod";
import { AnalysisSchema } from "./analysis.js";

/** What is left of each lead, with its trajectory: the document of `holdfast durability`. */
export const DurabilityAnswerSchema = AnalysisSchema.omit({ format: true, levels: true, effects: true });
export type DurabilityAnswer = z.infer<typeof DurabilityAnswerSchema>;
