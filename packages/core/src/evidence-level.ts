import { z } from "zod";

/** The four levels of evidence, from the richest to the poorest. */
export const EvidenceLevelSchema = z.enum(["samples", "counts", "summary", "point"]);
export type EvidenceLevel = z.infer<typeof EvidenceLevelSchema>;

/** k successes of n scores. */
export const CountsSchema = z
  .strictObject({ k: z.number().int().nonnegative(), n: z.number().int().positive() })
  .refine(({ k, n }) => k <= n, { error: "k must not exceed n", path: ["k"] });
export type Counts = z.infer<typeof CountsSchema>;

/** What a reported standard error is taken over. */
export const SeOverSchema = z.enum(["samples", "clusters", "formats", "runs", "unknown"]);

/** A reported mean, with its standard error and the number of units where they are known. */
export const SummarySchema = z.strictObject({
  mean: z.number(),
  standardError: z.number().nonnegative().optional(),
  seOver: SeOverSchema.default("unknown"),
  /** Number of units the standard error is taken over. */
  units: z.number().int().positive().optional(),
  n: z.number().int().positive().optional(),
});
export type Summary = z.infer<typeof SummarySchema>;
