import { z } from "zod";
import { EvidenceLevelSchema } from "./evidence-level.js";

const count = z.number().int().nonnegative();

/** Something of a log that was not imported, and why. */
export const LeftOutSchema = z.strictObject({ what: z.string(), why: z.string(), count });

/** One outcome of a log. */
export const ImportedOutcomeSchema = z.strictObject({
  eval: z.string(),
  metric: z.string(),
  judge: z.string(),
  level: EvidenceLevelSchema,
  /** Scores, those of samples that are unscored included; a summary is one. */
  scores: count,
  unscored: count,
});

/** What became of one log, or would. */
export const ImportedLogSchema = z.strictObject({
  file: z.string(),
  /** Which harness wrote it; null where no importer knows it. */
  format: z.string().nullable(),
  task: z.string().nullable(),
  model: z.string().nullable(),
  /**
   * `ready`: it would be recorded. `recorded`: it was. `unbound`: nobody says which checkpoint it is about. `refused`: it
   * cannot be read, or contradicts something. `skipped`: left out on purpose.
   */
  state: z.enum(["ready", "recorded", "unbound", "refused", "skipped"]),
  /** The checkpoint as far as it is known: key of the run, stage and step. */
  run: z.string().nullable(),
  stage: z.string().nullable(),
  /** null: the end of the stage. */
  step: z.number().nullable(),
  /** Who said each word of the binding: a tag, the metadata, a rule, a checkpoint. */
  from: z.record(z.string(), z.string()),
  outcomes: z.array(ImportedOutcomeSchema),
  leftOut: z.array(LeftOutSchema),
  notes: z.array(z.string()),
  /** Why it is not recorded, where it is not. */
  reason: z.string().nullable(),
  added: count,
  recognised: count,
});
export type ImportedLog = z.infer<typeof ImportedLogSchema>;

/** The answer of `holdfast import`. */
export const ImportReportSchema = z.strictObject({
  identity: z.string(),
  /** Whether nothing was to be written. */
  isDryRun: z.boolean(),
  /** The key of sample metadata that names the scenario family; null where prompts are independent. */
  cluster: z.string().nullable(),
  logs: z.array(ImportedLogSchema),
  /** Files of the folders that are no logs. */
  passedOver: count,
  added: count,
  recognised: count,
  /** Logs that are not recorded, and parts of logs that are, other than on purpose. */
  leftOut: count,
});
export type ImportReport = z.infer<typeof ImportReportSchema>;
