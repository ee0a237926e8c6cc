import { z } from "zod";
import { AblationSchema } from "./ablation.js";
import { RevisionSchema } from "./amendment.js";
import { FingerprintSchema } from "./fingerprint.js";

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
});
export type RegistrationSummary = z.infer<typeof RegistrationSummarySchema>;

/** The answer to registering: whether it was new, and the registration as it stands. */
export const RegisteredSchema = z.strictObject({ created: z.boolean(), registration: RegistrationSchema });
export type Registered = z.infer<typeof RegisteredSchema>;

/** The ablations of a database, by identity. */
export const AblationListSchema = z.strictObject({ ablations: z.array(RegistrationSummarySchema) });
export type AblationList = z.infer<typeof AblationListSchema>;
