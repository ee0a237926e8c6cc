import { bigint, index, integer, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { ablation } from "./ablation.js";

/** Reference: an experiment of the MLflow door, a folder of runs with a name; 0 is there from the start. */
export const mlflowExperiment = pgTable(
  "mlflow_experiment",
  {
    experimentId: bigint("experiment_id", { mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    name: text("name").notNull(),
    /** Where its clients were told to keep files themselves; null: here. */
    artifactLocation: text("artifact_location"),
    lifecycle: text("lifecycle").$type<"active" | "deleted">().notNull().default("active"),
    createdMs: bigint("created_ms", { mode: "number" }).notNull(),
    updatedMs: bigint("updated_ms", { mode: "number" }).notNull(),
  },
  (table) => [unique("mlflow_experiment_name").on(table.name)],
);

/** Reference: a tag of an experiment. */
export const mlflowExperimentTag = pgTable(
  "mlflow_experiment_tag",
  {
    experimentId: bigint("experiment_id", { mode: "number" })
      .notNull()
      .references(() => mlflowExperiment.experimentId),
    key: text("key").notNull(),
    value: text("value").notNull(),
  },
  (table) => [primaryKey({ columns: [table.experimentId, table.key] })],
);

/** Reference: in which ablation an MLflow run is kept; those that are not bound are in the inbox. */
export const mlflowRoute = pgTable(
  "mlflow_route",
  {
    runId: text("run_id").primaryKey(),
    ablationId: integer("ablation_id")
      .notNull()
      .references(() => ablation.ablationId, { onDelete: "cascade" }),
  },
  (table) => [index("mlflow_route_ablation").on(table.ablationId)],
);
