import { boolean, integer, pgTable, text, timestamp, unique } from "drizzle-orm/pg-core";

/** Reference: one row for each registered `name@version`; its documents are in `revision`. */
export const ablation = pgTable(
  "ablation",
  {
    ablationId: integer("ablation_id").primaryKey().generatedAlwaysAsIdentity(),
    name: text("name").notNull(),
    version: text("version").notNull(),
    title: text("title").notNull(),
    question: text("question").notNull(),
    fingerprint: text("fingerprint").notNull(),
    revision: integer("revision").notNull(),
    retrospective: boolean("retrospective").notNull(),
    archived: boolean("archived").notNull().default(false),
    registeredAt: timestamp("registered_at", { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [unique("ablation_name_version").on(table.name, table.version)],
);
