import { z } from "zod";

/** One number of an old report that is another one now; null is what is not there. */
export const ChangedNumberSchema = z.strictObject({
  /** The finding, in words. */
  finding: z.string(),
  /** Which of its numbers: a column of the tidy table, a path of the document, or a line. */
  number: z.string(),
  before: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  after: z.union([z.string(), z.number(), z.boolean(), z.null()]),
  /** Why, where the record tells it. */
  why: z.string().nullable(),
});
export type ChangedNumber = z.infer<typeof ChangedNumberSchema>;

/**
 * `identical`: the same bytes. `stands`: every number is the same. `stands-on-newer`: every number is the same, though
 * plan or evidence changed since. `does-not-stand`: a number is another one, or the file was changed after it was written.
 */
export const VerificationStatusSchema = z.enum(["identical", "stands", "stands-on-newer", "does-not-stand"]);

const RestsOnSchema = z.strictObject({
  /** null where the file does not say. */
  revision: z.number().int().positive().nullable(),
  inputsFingerprint: z.string(),
  methods: z.string().nullable(),
});

/** What became of an old report when every number of it was computed again. */
export const ReportVerificationSchema = z.strictObject({
  ablation: z.string(),
  format: z.enum(["html", "markdown", "tex", "json", "csv"]),
  status: VerificationStatusSchema,
  stands: z.boolean(),
  /** The file is not as it was written; null where it carries nothing that would tell. */
  edited: z.boolean().nullable(),
  written: RestsOnSchema,
  now: RestsOnSchema,
  /** Findings in the file, and how many of them are the same to the ninth digit. */
  findings: z.number().int().nonnegative(),
  same: z.number().int().nonnegative(),
  changes: z.array(ChangedNumberSchema),
  /** Findings that are there now and are not in the file. */
  added: z.array(z.string()),
  /** What this means, in plain words. */
  sentences: z.array(z.string()),
});
export type ReportVerification = z.infer<typeof ReportVerificationSchema>;
