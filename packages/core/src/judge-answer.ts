import { z } from "zod";
import { answerHead } from "./answer-head.js";
import { JudgeAgreementSchema } from "./judge-agreement.js";

/** Whether judges agree and conclusions survive them: the document of `holdfast judges`. */
export const JudgeAnswerSchema = z.strictObject({ ...answerHead, ...JudgeAgreementSchema.shape });
export type JudgeAnswer = z.infer<typeof JudgeAnswerSchema>;
