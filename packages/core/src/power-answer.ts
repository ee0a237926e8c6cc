import { z } from "zod";
import { answerHead } from "./answer-head.js";
import { PowerRowSchema } from "./power.js";

/** What the registered design can and cannot resolve, one row an eval: the document of `holdfast power`. */
export const PowerAnswerSchema = z.strictObject({ ...answerHead, rows: z.array(PowerRowSchema) });
export type PowerAnswer = z.infer<typeof PowerAnswerSchema>;
