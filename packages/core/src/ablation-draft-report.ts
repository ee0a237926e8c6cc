import { z } from "zod";

const count = z.number().int().nonnegative();

/** The answer of `holdfast init --from-logs`: what logs said of their ablation, and what they did not. */
export const AblationDraftReportSchema = z.strictObject({
  /** The draft. */
  file: z.string(),
  logs: count,
  /** Logs of which nobody says what they are about. */
  unbound: count,
  /** Files that look like logs and cannot be read. */
  refused: z.array(z.strictObject({ file: z.string(), reason: z.string() })),
  arms: z.array(z.string()),
  stages: z.array(z.string()),
  seeds: z.array(count),
  evals: z.array(z.string()),
  /** Keys of the draft that somebody has to fill in before it can be registered. */
  toFillIn: z.array(z.string()),
});
export type AblationDraftReport = z.infer<typeof AblationDraftReportSchema>;
