import { z } from "zod";
import { answerHead } from "./answer-head.js";
import { MonitorGuaranteeSchema, MonitorRowSchema } from "./monitor.js";

/** Which runs have passed a limit, however often one has looked: the document of `holdfast monitor`. */
export const MonitorAnswerSchema = z.strictObject({
  ...answerHead,
  guarantee: MonitorGuaranteeSchema,
  rows: z.array(MonitorRowSchema),
});
export type MonitorAnswer = z.infer<typeof MonitorAnswerSchema>;
