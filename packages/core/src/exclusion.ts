import { z } from "zod";
import { TextSchema } from "./name.js";

/** What is set aside: a run, or one outcome. Analyses are shown with and without. */
export const ExclusionSchema = z.strictObject({
  what: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("run"), run: z.string().min(1) }),
    z.strictObject({ kind: z.literal("outcome"), outcomeId: z.string().min(1) }),
  ]),
  author: TextSchema,
  reason: TextSchema,
});
export type Exclusion = z.infer<typeof ExclusionSchema>;

/** What is set aside now. */
export const ExclusionListSchema = z.strictObject({ exclusions: z.array(ExclusionSchema) });
export type ExclusionList = z.infer<typeof ExclusionListSchema>;
