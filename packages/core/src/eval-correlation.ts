import { z } from "zod";
import { QuantitySchema } from "./quantity.js";

/** How two evals go together over checkpoints, with runs as the clusters; oriented so that more is better on both. */
export const EvalCorrelationSchema = z.strictObject({
  evals: z.tuple([z.string(), z.string()]),
  metrics: z.tuple([z.string(), z.string()]),
  checkpoints: z.number().int().nonnegative(),
  /** Independent runs (arms where nobody named a run). */
  runs: z.number().int().nonnegative(),
  pearson: QuantitySchema,
  spearman: QuantitySchema,
});
export type EvalCorrelation = z.infer<typeof EvalCorrelationSchema>;
