import { z } from "zod";
import { ConditionSchema } from "./condition.js";
import { IdentityTextSchema } from "./identity.js";
import { NameSchema, TextSchema } from "./name.js";

/** The contrast that would show a claim; null where the claim has no public number. */
export const ClaimContrastSchema = z.discriminatedUnion("question", [
  z.strictObject({
    question: z.literal("level"),
    arm: NameSchema,
    eval: IdentityTextSchema,
    stage: NameSchema,
    condition: ConditionSchema.optional(),
  }),
  z.strictObject({
    question: z.literal("lead"),
    arm: NameSchema,
    eval: IdentityTextSchema,
    stage: NameSchema,
    condition: ConditionSchema.optional(),
  }),
  z.strictObject({
    question: z.literal("retention"),
    arm: NameSchema,
    eval: IdentityTextSchema,
    from: NameSchema,
    to: NameSchema,
    fromCondition: ConditionSchema.optional(),
    toCondition: ConditionSchema.optional(),
  }),
]);
export type ClaimContrast = z.infer<typeof ClaimContrastSchema>;

/** Something a publication says, tied to what would show it in this ablation. */
export const ClaimSchema = z.strictObject({
  id: NameSchema,
  /** The claim in the project's own words. */
  text: TextSchema,
  source: TextSchema,
  contrast: ClaimContrastSchema.nullable(),
  note: TextSchema.optional(),
});
export type Claim = z.infer<typeof ClaimSchema>;
