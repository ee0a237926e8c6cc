import { z } from "zod";

/** One write: who, when, what, and on which ablation. */
export const AuditEntrySchema = z.strictObject({
  at: z.iso.datetime(),
  actor: z.string(),
  /** The id of the token that was shown; null: none was needed. */
  tokenId: z.string().nullable(),
  action: z.string(),
  /** null: not about one ablation. */
  identity: z.string().nullable(),
  detail: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntrySchema>;

/** The audit trail, newest first; `next` continues it, and is null at its end. */
export const AuditTrailSchema = z.strictObject({
  entries: z.array(AuditEntrySchema),
  next: z.string().nullable(),
});
export type AuditTrail = z.infer<typeof AuditTrailSchema>;
