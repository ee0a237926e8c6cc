import type { Exclusion } from "@holdfast/core";
import { integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { ablation } from "./ablation.js";

/** Distributed: a run, or an outcome with all its revisions (then `target` is the id of revision 1), set aside. */
export const exclusion = pgTable(
  "exclusion",
  {
    ablationId: integer("ablation_id")
      .notNull()
      .references(() => ablation.ablationId),
    kind: text("kind").$type<Exclusion["what"]["kind"]>().notNull(),
    target: text("target").notNull(),
    author: text("author").notNull(),
    reason: text("reason").notNull(),
    at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.ablationId, table.kind, table.target] })],
);
