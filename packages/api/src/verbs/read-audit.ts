import type { AuditTrail } from "@holdfast/core";
import type { Context } from "../context.js";

/** The audit trail: of one ablation, or of the whole database. */
export async function readAudit(
  context: Context,
  input: { readonly identity?: string | undefined; readonly limit: number },
): Promise<AuditTrail> {
  const { identity, limit } = input;
  const entries = await context.store.audit(identity === undefined ? { limit } : { identity, limit });
  return { entries: [...entries] };
}
