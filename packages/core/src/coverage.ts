import { z } from "zod";
import { EvidenceLevelSchema } from "./evidence-level.js";

/** What has arrived for one run at one checkpoint on one eval, metric, judge and level of evidence. */
export const CoverageRowSchema = z.strictObject({
  run: z.string(),
  arm: z.string(),
  seed: z.number().int().nonnegative().nullable(),
  stage: z.string(),
  /** null: the end of the stage. */
  step: z.number().nullable(),
  eval: z.string(),
  metric: z.string(),
  judge: z.string(),
  level: EvidenceLevelSchema,
  outcomes: z.number().int().nonnegative(),
  /** Scores; a count, summary or point is one. */
  scored: z.number().int().nonnegative(),
});
export type CoverageRow = z.infer<typeof CoverageRowSchema>;

/** One place of the plan: an arm with a seed, at a stage, on an eval. */
export const CoverageCellSchema = z.strictObject({
  arm: z.string(),
  /** null: no seed was planned, or none was stated. */
  seed: z.number().int().nonnegative().nullable(),
  stage: z.string(),
  eval: z.string(),
  /** A registered comparison needs it; where none is registered, every cell is. */
  expected: z.boolean(),
  /** At least one outcome is there; expected and not present is a hole. */
  present: z.boolean(),
  checkpoints: z.number().int().nonnegative(),
  outcomes: z.number().int().nonnegative(),
});
export type CoverageCell = z.infer<typeof CoverageCellSchema>;
