import {
  bigint,
  doublePrecision,
  foreignKey,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { run } from "./run.js";

/**
 * Distributed: one training metric of one run at one stage, with its latest point: that of the highest step, then
 * time, then value. The id is a fingerprint of run, stage and key.
 */
export const metricSeries = pgTable(
  "metric_series",
  {
    ablationId: integer("ablation_id").notNull(),
    seriesId: uuid("series_id").notNull(),
    run: text("run").notNull(),
    stage: text("stage").notNull(),
    key: text("key").notNull(),
    points: bigint("points", { mode: "number" }).notNull(),
    firstStep: bigint("first_step", { mode: "number" }).notNull(),
    latestStep: bigint("latest_step", { mode: "number" }).notNull(),
    latestAtMs: bigint("latest_at_ms", { mode: "number" }).notNull(),
    latestValue: doublePrecision("latest_value").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ablationId, table.seriesId] }),
    unique("metric_series_run_stage_key").on(table.ablationId, table.run, table.stage, table.key),
    foreignKey({
      name: "metric_series_run",
      columns: [table.ablationId, table.run],
      foreignColumns: [run.ablationId, run.run],
    }),
  ],
);

/**
 * Distributed: one point of a series; its whole content is its key, so that the same again is nothing new.
 * `at_ms` counts milliseconds since 1970, and is -1 where no time was stated. NaN and infinities are values here.
 * No foreign key: it would look up the series of every point, and the two are written and deleted together.
 */
export const metric = pgTable(
  "metric",
  {
    ablationId: integer("ablation_id").notNull(),
    seriesId: uuid("series_id").notNull(),
    step: bigint("step", { mode: "number" }).notNull(),
    atMs: bigint("at_ms", { mode: "number" }).notNull(),
    value: doublePrecision("value").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ablationId, table.seriesId, table.step, table.atMs, table.value] }),
  ],
);
