import { z } from "zod";
import { ImportedOutcomeSchema, LeftOutSchema } from "./import-report.js";
import { NameSchema } from "./name.js";
import { OutcomeLineSchema } from "./outcome-line.js";

const line = OutcomeLineSchema.shape;

/** An outcome of a log of which nobody says what it is about: a line without its checkpoint. */
export const UnboundOutcomeSchema = z
  .strictObject({
    eval: line.eval,
    metric: NameSchema,
    judge: line.judge,
    condition: line.condition,
    status: line.status.unwrap().optional(),
    harness: line.harness,
    evaluatedAt: line.evaluatedAt,
    /** Where the log says for each outcome at which step it was made. */
    step: line.step,
    tokens: line.tokens,
    parent: line.parent,
    samples: line.samples,
    counts: line.counts,
    summary: line.summary,
    point: line.point,
  })
  .refine(
    ({ samples, counts, summary, point }) =>
      [samples, counts, summary, point].filter((level) => level !== undefined).length === 1,
    "give exactly one of samples, counts, summary, point",
  );
export type UnboundOutcome = z.infer<typeof UnboundOutcomeSchema>;
export type UnboundOutcomeInput = z.input<typeof UnboundOutcomeSchema>;

/** What a log says of itself, besides its scores. */
const InboxWordsSchema = z.strictObject({
  /** Where it lay when it was imported. */
  file: z.string().min(1).max(4000),
  /** Of all bytes of the file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits"),
  /** Which log of the file, where it holds several; null where it is one. */
  part: z.string().nullable(),
  format: z.string(),
  task: z.string().nullable(),
  model: z.string().nullable(),
  modelPaths: z.array(z.string()),
  created: z.string().nullable(),
  evalId: z.string().nullable(),
  taskId: z.string().nullable(),
  tags: z.array(z.string()),
  metadata: z.record(z.string(), z.unknown()),
  /** The key of sample metadata that its clusters are from; null: prompts were taken for independent. */
  cluster: z.string().nullable(),
  leftOut: z.array(LeftOutSchema),
  notes: z.array(z.string()),
  /** Why it was not recorded when it was imported; null where that was not said. */
  reason: z.string().nullable().default(null),
});

/** A log that is put into the inbox, with its scores. */
export const InboxLogInputSchema = z.strictObject({
  ...InboxWordsSchema.shape,
  outcomes: z.array(UnboundOutcomeSchema).min(1),
});
export type InboxLogInput = z.input<typeof InboxLogInputSchema>;
export type ParsedInboxLog = z.output<typeof InboxLogInputSchema>;

/** A log that waits in the inbox until somebody says what it is about, without its scores. */
export const InboxEntrySchema = z.strictObject({
  ...InboxWordsSchema.shape,
  /** Of the content: the same log, put in again, is the same entry. */
  id: z.string().regex(/^[0-9a-f]{32}$/, "32 hexadecimal digits"),
  outcomes: z.array(ImportedOutcomeSchema),
  addedAt: z.iso.datetime(),
  addedBy: z.string(),
});
export type InboxEntry = z.infer<typeof InboxEntrySchema>;

/** The logs that wait, the oldest first. */
export const InboxListSchema = z.strictObject({ logs: z.array(InboxEntrySchema) });
export type InboxList = z.infer<typeof InboxListSchema>;

/** One of them with its scores. */
export const InboxLogSchema = z.strictObject({
  entry: InboxEntrySchema,
  outcomes: z.array(UnboundOutcomeSchema),
});
export type InboxLog = z.infer<typeof InboxLogSchema>;

/** The answer to putting a log into the inbox. */
export const InboxReceiptSchema = z.strictObject({
  /** `added`, or it `waits` there already, or it was taken out before (`dropped`) and stays out. */
  state: z.enum(["added", "waits", "dropped"]),
  entry: InboxEntrySchema,
});
export type InboxReceipt = z.infer<typeof InboxReceiptSchema>;
