import type { Run } from "@holdfast/core";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { ablation } from "./ablation.js";

/** Distributed: one training of one arm with one seed; `run` is core's run key. */
export const run = pgTable(
  "run",
  {
    ablationId: integer("ablation_id")
      .notNull()
      .references(() => ablation.ablationId),
    run: text("run").notNull(),
    arm: text("arm").notNull(),
    seed: bigint("seed", { mode: "number" }),
    branch: bigint("branch", { mode: "number" }).notNull(),
    callerId: text("caller_id"),
    parent: jsonb("parent").$type<Run["parent"]>(),
    recipe: text("recipe"),
    environment: jsonb("environment").$type<Run["environment"]>(),
  },
  (table) => [
    primaryKey({ columns: [table.ablationId, table.run] }),
    // in the order in which runs are listed, whatever the locale of the database
    index("run_listed").on(
      table.ablationId,
      sql`${table.arm} collate "C"`,
      sql`coalesce(${table.seed}, -1)`,
      table.branch,
      sql`${table.run} collate "C"`,
    ),
    // evidence whose run nobody named is no run
    index("run_named")
      .on(table.ablationId)
      .where(sql`${table.seed} is not null or ${table.callerId} is not null`),
  ],
);

/** Distributed: a run at a stage and a step; step -1 is the end of the stage. */
export const checkpoint = pgTable(
  "checkpoint",
  {
    ablationId: integer("ablation_id").notNull(),
    checkpointId: uuid("checkpoint_id").notNull(),
    run: text("run").notNull(),
    stage: text("stage").notNull(),
    step: bigint("step", { mode: "number" }).notNull(),
    tokens: bigint("tokens", { mode: "number" }),
    uri: text("uri"),
    shared: boolean("shared").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ablationId, table.checkpointId] }),
    unique("checkpoint_run_stage_step").on(table.ablationId, table.run, table.stage, table.step),
    foreignKey({
      name: "checkpoint_run",
      columns: [table.ablationId, table.run],
      foreignColumns: [run.ablationId, run.run],
    }),
  ],
);

/** Distributed: an event in a run's life; the id is a fingerprint of its content. */
export const intervention = pgTable(
  "intervention",
  {
    ablationId: integer("ablation_id").notNull(),
    interventionId: uuid("intervention_id").notNull(),
    run: text("run").notNull(),
    stage: text("stage").notNull(),
    step: bigint("step", { mode: "number" }).notNull(),
    author: text("author").notNull(),
    reason: text("reason").notNull(),
    change: text("change").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ablationId, table.interventionId] }),
    foreignKey({
      name: "intervention_run",
      columns: [table.ablationId, table.run],
      foreignColumns: [run.ablationId, run.run],
    }),
  ],
);
