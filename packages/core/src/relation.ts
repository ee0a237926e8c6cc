import { z } from "zod";

/** How far an eval is from an arm's training data. */
export const RelationSchema = z.enum(["in-distribution", "near", "out-of-distribution", "unknown"]);
export type Relation = z.infer<typeof RelationSchema>;
