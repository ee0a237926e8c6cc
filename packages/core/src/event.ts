import { z } from "zod";
import { AlarmSchema } from "./alarm.js";
import { ExclusionSchema } from "./exclusion.js";
import { InterventionSchema } from "./intervention.js";
import { ReceiptSchema } from "./receipt.js";

/** What can happen that others are told of. */
export const EVENT_KINDS = [
  "registered",
  "amended",
  "archived",
  "unarchived",
  "deleted",
  "restored",
  "recorded",
  "run-started",
  "run-ended",
  "excluded",
  "readmitted",
  "intervened",
  "alarm",
  "delivery-abandoned",
] as const;
export const EventKindSchema = z.enum(EVENT_KINDS);
export type EventKind = z.infer<typeof EventKindSchema>;

/** A checkpoint and an eval that outcomes were recorded for; null step is the end of the stage. */
export const RecordedPlaceSchema = z.strictObject({
  run: z.string(),
  stage: z.string(),
  step: z.number().int().nullable(),
  eval: z.string(),
  outcomes: z.number().int().positive(),
});
export type RecordedPlace = z.infer<typeof RecordedPlaceSchema>;

/** What an event is about beyond its kind; each kind has its own keys of these. */
export const EventAboutSchema = z.strictObject({
  /** recorded: what was new. */
  receipt: ReceiptSchema.optional(),
  /** recorded: the first of them, and how many more there are. */
  places: z.array(RecordedPlaceSchema).optional(),
  placesLeftOut: z.number().int().nonnegative().optional(),
  /** run-started, run-ended */
  run: z.string().optional(),
  status: z.string().optional(),
  intervention: InterventionSchema.optional(),
  /** excluded, readmitted */
  what: ExclusionSchema.shape.what.optional(),
  alarm: AlarmSchema.optional(),
  /** delivery-abandoned: what was not delivered, after how many attempts, and what the last of them met. */
  delivery: z
    .strictObject({
      webhookId: z.string(),
      event: z.number().int(),
      attempts: z.number().int(),
      met: z.string(),
    })
    .optional(),
});
export type EventAbout = z.infer<typeof EventAboutSchema>;

/**
 * Something that was committed. Numbers rise in the order of the commits: a reader who has seen a number has seen,
 * or can ask for, everything before it, and nothing will ever be added there.
 */
export const HoldfastEventSchema = z.strictObject({
  number: z.number().int().positive(),
  at: z.iso.datetime(),
  kind: EventKindSchema,
  actor: z.string(),
  /** null: not about one ablation. */
  identity: z.string().nullable(),
  /** For people. */
  detail: z.string(),
  about: EventAboutSchema,
});
export type HoldfastEvent = z.infer<typeof HoldfastEventSchema>;
