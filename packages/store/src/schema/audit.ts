import { bigint, index, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { AuditAction } from "../ablation/audit-page.js";

/** Reference: who changed what and when, also for ablations that are gone. */
export const audit = pgTable(
  "audit",
  {
    auditId: bigint("audit_id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
    actor: text("actor").notNull(),
    action: text("action").$type<AuditAction>().notNull(),
    identity: text("identity"),
    detail: text("detail").notNull(),
    /** The id of the token with which it was done; null: without one, as on a loopback address. */
    tokenId: text("token_id"),
  },
  (table) => [index("audit_identity").on(table.identity, table.auditId)],
);
