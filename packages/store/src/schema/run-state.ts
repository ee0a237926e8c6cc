import type { RunState } from "@holdfast/core";
import { foreignKey, integer, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { run } from "./run.js";

/** Distributed: how a run stands, as the newest statement about it says. A run that nobody spoke of has no row. */
export const runState = pgTable(
  "run_state",
  {
    ablationId: integer("ablation_id").notNull(),
    run: text("run").notNull(),
    status: text("status").$type<RunState["status"]>().notNull(),
    startedAt: timestamp("started_at", { withTimezone: true, precision: 3 }),
    endedAt: timestamp("ended_at", { withTimezone: true, precision: 3 }),
    /** When it was so: a statement that arrives late does not undo a newer one. */
    at: timestamp("at", { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ablationId, table.run] }),
    foreignKey({
      name: "run_state_run",
      columns: [table.ablationId, table.run],
      foreignColumns: [run.ablationId, run.run],
    }),
  ],
);
