import { z } from "zod";
import { answerHead } from "./answer-head.js";
import { OriginSchema } from "./origin.js";

/** Where each level came from: the document of `holdfast origin`. */
export const OriginAnswerSchema = z.strictObject({ ...answerHead, origins: z.array(OriginSchema) });
export type OriginAnswer = z.infer<typeof OriginAnswerSchema>;
