import { z } from "zod";
import { AblationSchema } from "./ablation.js";

/** A registration that waits in a spool. */
export const SpooledRegistrationSchema = z.strictObject({
  ablation: AblationSchema,
  retrospective: z.boolean().default(false),
});
export type SpooledRegistration = z.infer<typeof SpooledRegistrationSchema>;
