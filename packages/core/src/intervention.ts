import { z } from "zod";
import { NameSchema, TextSchema } from "./name.js";

/** An event in a run's life that splits its trajectory, such as data changed because the watch fired. */
export const InterventionSchema = z.strictObject({
  run: z.string().min(1),
  stage: NameSchema,
  step: z.number().int().nonnegative(),
  author: TextSchema,
  reason: TextSchema,
  change: TextSchema,
});
export type Intervention = z.infer<typeof InterventionSchema>;

/** The events in the lives of an ablation's runs. */
export const InterventionListSchema = z.strictObject({ interventions: z.array(InterventionSchema) });
export type InterventionList = z.infer<typeof InterventionListSchema>;
