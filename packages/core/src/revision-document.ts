import { z } from "zod";
import { AblationSchema } from "./ablation.js";
import { RevisionSchema } from "./amendment.js";

/** One revision of an ablation with its document as it was registered or amended. */
export const RevisionDocumentSchema = z.strictObject({ ...RevisionSchema.shape, ablation: AblationSchema });
export type RevisionDocument = z.infer<typeof RevisionDocumentSchema>;

/** The same, with the fields in which it differs from the revision before; none for the first. */
export const RevisionAnswerSchema = z.strictObject({
  ...RevisionDocumentSchema.shape,
  /** Values as canonical JSON; null where the field is absent. */
  changes: z.array(
    z.strictObject({ key: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
});
export type RevisionAnswer = z.infer<typeof RevisionAnswerSchema>;

/** The revisions of an ablation, oldest first. */
export const RevisionListSchema = z.strictObject({ revisions: z.array(RevisionSchema) });
export type RevisionList = z.infer<typeof RevisionListSchema>;
