import type { Alarm, WatchRequest } from "@holdfast/core";
import {
  bigint,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from "drizzle-orm/pg-core";
import { ablation } from "./ablation.js";

/** Distributed: a limit that the server watches. */
export const watch = pgTable(
  "watch",
  {
    ablationId: integer("ablation_id")
      .notNull()
      .references(() => ablation.ablationId),
    watchId: uuid("watch_id").notNull(),
    question: jsonb("question").$type<WatchRequest>().notNull(),
    author: text("author").notNull(),
    at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
    /** Number of the last event that it has taken into account; -1 before its first look. */
    seen: bigint("seen", { mode: "number" }).notNull(),
    /** Until then one of the servers looks, and the others need not. */
    leasedUntil: timestamp("leased_until", { withTimezone: true, precision: 3 }),
  },
  (table) => [primaryKey({ columns: [table.ablationId, table.watchId] })],
);

/** Distributed: an alarm. Its key is what makes one of several servers raise it, once. */
export const alarm = pgTable(
  "alarm",
  {
    ablationId: integer("ablation_id").notNull(),
    watchId: uuid("watch_id").notNull(),
    /** A fingerprint of run, condition and judge. */
    series: uuid("series").notNull(),
    trial: integer("trial").notNull(),
    alarm: jsonb("alarm").$type<Alarm>().notNull(),
    at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ablationId, table.watchId, table.series, table.trial] }),
    foreignKey({
      name: "alarm_watch",
      columns: [table.ablationId, table.watchId],
      foreignColumns: [watch.ablationId, watch.watchId],
    }),
  ],
);
