import { z } from "zod";
import { answerHead } from "./answer-head.js";
import { DriverSchema } from "./driver.js";

/** What each factor did on each eval: the document of `holdfast drivers`. */
export const DriverAnswerSchema = z.strictObject({ ...answerHead, drivers: z.array(DriverSchema) });
export type DriverAnswer = z.infer<typeof DriverAnswerSchema>;
