import { z } from "zod";
import { answerHead } from "./answer-head.js";
import { EfficiencySchema } from "./efficiency.js";

/** What the data of each arm bought for its tokens: the document of `holdfast efficiency`. */
export const EfficiencyAnswerSchema = z.strictObject({
  ...answerHead,
  efficiency: z.array(EfficiencySchema),
});
export type EfficiencyAnswer = z.infer<typeof EfficiencyAnswerSchema>;
