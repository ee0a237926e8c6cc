import type { VerdictWord } from "@holdfast/core";
import { bigint, boolean, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { ablation } from "./ablation.js";

/**
 * Distributed: what lists say of an ablation, so that they need not count its evidence or compute its analysis. Made
 * anew from the record whenever events came after `counted_event`, and therefore in no archive.
 */
export const overview = pgTable(
  "overview",
  {
    ablationId: integer("ablation_id")
      .notNull()
      .references(() => ablation.ablationId),
    /** The counts hold everything that events up to this number tell of; -1: nobody counted. */
    countedEvent: bigint("counted_event", { mode: "number" }).notNull().default(-1),
    observational: boolean("observational").notNull().default(false),
    /** Cells that the plan asks for, and how many of them have outcomes. */
    expected: integer("expected").notNull().default(0),
    present: integer("present").notNull().default(0),
    /** Current outcomes. */
    outcomes: bigint("outcomes", { mode: "number" }).notNull().default(0),
    /** What the last analysis said in one sentence; null before there is one. */
    sentence: text("sentence"),
    verdict: text("verdict").$type<VerdictWord>(),
    /** Fingerprint of the inputs of that analysis. */
    inputsFingerprint: text("inputs_fingerprint"),
    /** It was made of everything that events up to this number tell of. */
    analysedEvent: bigint("analysed_event", { mode: "number" }),
    analysedAt: timestamp("analysed_at", { withTimezone: true, precision: 3 }),
    /** Evidence changed since, and the events that say so were removed for their age. */
    outdated: boolean("outdated").notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.ablationId] })],
);
