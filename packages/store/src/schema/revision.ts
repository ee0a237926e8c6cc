import type { Ablation, Knowledge } from "@holdfast/core";
import { integer, json, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { ablation } from "./ablation.js";

/** Distributed: the documents of an ablation; revision 1 is the registration, later ones are amendments. */
export const revision = pgTable(
  "revision",
  {
    ablationId: integer("ablation_id")
      .notNull()
      .references(() => ablation.ablationId),
    revision: integer("revision").notNull(),
    fingerprint: text("fingerprint").notNull(),
    // json keeps the order of keys, which reports follow; jsonb would sort them
    document: json("document").$type<Ablation>().notNull(),
    author: text("author"),
    reason: text("reason"),
    known: text("known").$type<Knowledge>().notNull(),
    at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.ablationId, table.revision] })],
);
