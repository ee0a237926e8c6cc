import { z } from "zod";
import { TextSchema } from "./name.js";
import { RelationSchema } from "./relation.js";

/** How far an eval is from an arm's training data as measured on the texts of both. */
export const MeasuredRelationSchema = z.strictObject({
  relation: RelationSchema,
  /** The data set that comes nearest. */
  dataset: TextSchema,
  /** Why, as a sentence with the numbers. */
  because: TextSchema,
});
export type MeasuredRelation = z.infer<typeof MeasuredRelationSchema>;
