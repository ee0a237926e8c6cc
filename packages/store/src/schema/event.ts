import type { EventAbout, EventKind } from "@holdfast/core";
import { sql } from "drizzle-orm";
import { bigint, check, index, jsonb, pgTable, smallint, text, timestamp, unique } from "drizzle-orm/pg-core";

/**
 * Reference, like the audit trail: readers follow one order over all ablations, and an event of an ablation that is
 * gone is still to be told. Written without a number in the transaction it tells of; numbered after its commit.
 */
export const event = pgTable(
  "event",
  {
    eventId: bigint("event_id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    /** null until it was numbered. */
    number: bigint("number", { mode: "number" }),
    at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
    kind: text("kind").$type<EventKind>().notNull(),
    actor: text("actor").notNull(),
    identity: text("identity"),
    detail: text("detail").notNull(),
    about: jsonb("about").$type<EventAbout>().notNull(),
  },
  (table) => [
    unique("event_number").on(table.number),
    index("event_identity_number").on(table.identity, table.number),
    index("event_unnumbered").on(table.eventId).where(sql`${table.number} is null`),
  ],
);

/** Reference: one row, which whoever numbers events locks. `last` outlives the events that were pruned. */
export const eventCounter = pgTable(
  "event_counter",
  {
    only: smallint("only").primaryKey(),
    last: bigint("last", { mode: "number" }).notNull(),
    /** Events up to this one were removed for their age. */
    pruned: bigint("pruned", { mode: "number" }).notNull(),
  },
  (table) => [check("event_counter_has_one_row", sql`${table.only} = 1`)],
);
