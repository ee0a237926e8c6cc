import { bigint, doublePrecision, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";

/** Distributed: one point of a metric of an MLflow run; its content is its key, so that a retry adds nothing. */
export const mlflowMetric = pgTable(
  "mlflow_metric",
  {
    ablationId: integer("ablation_id").notNull(),
    runId: text("run_id").notNull(),
    key: text("key").notNull(),
    step: bigint("step", { mode: "number" }).notNull(),
    atMs: bigint("at_ms", { mode: "number" }).notNull(),
    value: doublePrecision("value").notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.ablationId, table.runId, table.key, table.step, table.atMs, table.value],
    }),
  ],
);

/** Distributed: the latest point of a metric, by step, then time, then value: a run is read without its history. */
export const mlflowLatest = pgTable(
  "mlflow_latest",
  {
    ablationId: integer("ablation_id").notNull(),
    runId: text("run_id").notNull(),
    key: text("key").notNull(),
    step: bigint("step", { mode: "number" }).notNull(),
    atMs: bigint("at_ms", { mode: "number" }).notNull(),
    value: doublePrecision("value").notNull(),
  },
  (table) => [primaryKey({ columns: [table.ablationId, table.runId, table.key] })],
);
