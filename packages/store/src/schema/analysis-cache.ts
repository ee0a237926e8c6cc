import { integer, json, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { ablation } from "./ablation.js";

/** Distributed: analyses by the fingerprint of their inputs. A row also says that the results were seen. */
export const analysisCache = pgTable(
  "analysis_cache",
  {
    ablationId: integer("ablation_id")
      .notNull()
      .references(() => ablation.ablationId),
    inputsFingerprint: text("inputs_fingerprint").notNull(),
    // json keeps the order of keys: a cached analysis has the bytes of a fresh one. A long one is a text: `packedAnalysis`
    analysis: json("analysis").$type<unknown>().notNull(),
    at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.ablationId, table.inputsFingerprint] })],
);
