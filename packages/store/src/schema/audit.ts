import { bigint, pgTable, text, timestamp } from "drizzle-orm/pg-core";
import type { AuditAction } from "../store.js";

/** Reference: who changed what and when, also for ablations that are gone. */
export const audit = pgTable("audit", {
  auditId: bigint("audit_id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
  actor: text("actor").notNull(),
  action: text("action").$type<AuditAction>().notNull(),
  identity: text("identity"),
  detail: text("detail").notNull(),
});
