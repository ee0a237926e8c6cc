import { z } from "zod";
import { answerHead } from "./answer-head.js";
import { EvalCorrelationSchema } from "./eval-correlation.js";
import { GeneralizationSchema, SynthesisMethodSchema } from "./generalization.js";

/** Whether leads generalise, with how evals go together: the document of `holdfast generalization`. */
export const GeneralizationAnswerSchema = z.strictObject({
  ...answerHead,
  /** How the variance between suites was estimated. */
  method: SynthesisMethodSchema,
  ...GeneralizationSchema.shape,
  evalCorrelations: z.array(EvalCorrelationSchema),
});
export type GeneralizationAnswer = z.infer<typeof GeneralizationAnswerSchema>;
