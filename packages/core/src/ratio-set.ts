import { z } from "zod";

/**
 * The confidence set of a ratio (Fieller 1954). `interval`: [lower, upper]. `exclusive`: everything outside
 * (lower, upper). `half-line`: from lower up, or up to upper. `unbounded`: the whole line.
 */
export const RatioSetSchema = z.strictObject({
  kind: z.enum(["interval", "exclusive", "half-line", "unbounded"]),
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  level: z.number(),
});
export type RatioSet = z.infer<typeof RatioSetSchema>;
