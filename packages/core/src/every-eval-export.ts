import { z } from "zod";

const count = z.number().int().nonnegative();

/** The answer of `holdfast export --format every-eval-ever`. */
export const EveryEvalExportSchema = z.strictObject({
  identity: z.string(),
  /** One for each checkpoint, eval and harness. */
  documents: count,
  outcomes: count,
  /** Scores of samples. */
  instances: count,
  /** Outcomes of which no sample has a score, for which the format has no place. */
  withoutScore: count,
});
export type EveryEvalExport = z.infer<typeof EveryEvalExportSchema>;
