import { z } from "zod";
import { TextSchema } from "./name.js";

/** What was known of the results at the moment of an amendment. */
export const KnowledgeSchema = z.enum(["nothing-run", "no-outcomes", "outcomes-not-analysed", "analysed"]);
export type Knowledge = z.infer<typeof KnowledgeSchema>;

/** Who changes a registered ablation, and why. What was known is derived from the record, never argued. */
export const AmendmentSchema = z.strictObject({ author: TextSchema, reason: TextSchema });
export type Amendment = z.infer<typeof AmendmentSchema>;

/** One state of an ablation: revision 1 is the registration, each later one an amendment. */
export const RevisionSchema = z.strictObject({
  revision: z.number().int().positive(),
  fingerprint: z.string(),
  author: z.string().nullable(),
  reason: z.string().nullable(),
  known: KnowledgeSchema,
  at: z.iso.datetime(),
});
export type Revision = z.infer<typeof RevisionSchema>;
