import { z } from "zod";
import { AblationSchema } from "./ablation.js";
import { RevisionSchema } from "./amendment.js";
import { FingerprintSchema } from "./fingerprint.js";
import { HeadlineSchema } from "./headline.js";

/** A registered ablation as it is kept: the current document and its history. */
export const RegistrationSchema = z.strictObject({
  identity: z.string(),
  fingerprint: FingerprintSchema,
  revision: z.number().int().positive(),
  /** Registered after outcomes existed. */
  retrospective: z.boolean(),
  archived: z.boolean(),
  registeredAt: z.iso.datetime(),
  ablation: AblationSchema,
  revisions: z.array(RevisionSchema),
});
export type Registration = z.infer<typeof RegistrationSchema>;

/** An ablation in a list. */
export const RegistrationSummarySchema = z.strictObject({
  identity: z.string(),
  title: z.string(),
  question: z.string(),
  fingerprint: FingerprintSchema,
  revision: z.number().int().positive(),
  retrospective: z.boolean(),
  archived: z.boolean(),
  registeredAt: z.iso.datetime(),
  runs: z.number().int().nonnegative(),
  outcomes: z.number().int().nonnegative(),
  /** Models were observed, and none was given an intervention. */
  observational: z.boolean().default(false),
  /** Cells that the plan asks for, and how many of them have outcomes; null where nobody counted. */
  coverage: z
    .strictObject({ expected: z.number().int().nonnegative(), present: z.number().int().nonnegative() })
    .nullable()
    .default(null),
  /** What the last analysis said; null before there is one. */
  headline: HeadlineSchema.nullable().default(null),
});
export type RegistrationSummary = z.infer<typeof RegistrationSummarySchema>;

/** How much of a plan has arrived: nothing at all, some of its cells, or all of them. */
export const ArrivalSchema = z.enum(["awaiting", "partial", "complete"]);
export type Arrival = z.infer<typeof ArrivalSchema>;

/** How much of the plan of an ablation has arrived. */
export function arrivalOf({
  outcomes,
  coverage,
}: Pick<RegistrationSummary, "outcomes" | "coverage">): Arrival {
  if (outcomes === 0) return "awaiting";
  return coverage !== null && coverage.present >= coverage.expected ? "complete" : "partial";
}

/** In which order ablations are listed: by name and version, by title, the newest first, those analysed last first. */
export const AblationOrderSchema = z.enum(["identity", "title", "newest", "analysed"]);
export type AblationOrder = z.infer<typeof AblationOrderSchema>;

/** The answer to registering: whether it was new, and the registration as it stands. */
export const RegisteredSchema = z.strictObject({ created: z.boolean(), registration: RegistrationSchema });
export type Registered = z.infer<typeof RegisteredSchema>;

/** Ablations, by identity unless another order was asked for; `next` continues the list, and is null at its end. */
export const AblationListSchema = z.strictObject({
  ablations: z.array(RegistrationSummarySchema),
  next: z.string().nullable().default(null),
});
export type AblationList = z.infer<typeof AblationListSchema>;
