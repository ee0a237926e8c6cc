import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { ablation } from "./ablation.js";

/** Distributed: a run as MLflow's clients know it. Once bound, `run` and `stage` say what it is a training of. */
export const mlflowRun = pgTable(
  "mlflow_run",
  {
    ablationId: integer("ablation_id")
      .notNull()
      .references(() => ablation.ablationId),
    runId: text("run_id").notNull(),
    experimentId: bigint("experiment_id", { mode: "number" }).notNull(),
    runName: text("run_name").notNull(),
    userId: text("user_id").notNull(),
    status: text("status").notNull(),
    startMs: bigint("start_ms", { mode: "number" }).notNull(),
    endMs: bigint("end_ms", { mode: "number" }),
    lifecycle: text("lifecycle").$type<"active" | "deleted">().notNull().default("active"),
    artifactUri: text("artifact_uri").notNull(),
    /** Core's run key; null: unbound. */
    run: text("run"),
    stage: text("stage"),
    /** Whether `run` came into being with the binding, so that it may go with it. */
    madeRun: boolean("made_run").notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.ablationId, table.runId] }),
    index("mlflow_run_newest").on(table.experimentId, table.startMs.desc(), table.runId),
  ],
);

/** Distributed: a parameter; it never changes. */
export const mlflowParam = pgTable(
  "mlflow_param",
  {
    ablationId: integer("ablation_id").notNull(),
    runId: text("run_id").notNull(),
    key: text("key").notNull(),
    value: text("value").notNull(),
  },
  (table) => [primaryKey({ columns: [table.ablationId, table.runId, table.key] })],
);

/** Distributed: a tag. */
export const mlflowTag = pgTable(
  "mlflow_tag",
  {
    ablationId: integer("ablation_id").notNull(),
    runId: text("run_id").notNull(),
    key: text("key").notNull(),
    value: text("value").notNull(),
  },
  (table) => [primaryKey({ columns: [table.ablationId, table.runId, table.key] })],
);

/** Distributed: a data set that a run says it was given. The digest is the client's own, and no hash of the content. */
export const mlflowInput = pgTable(
  "mlflow_input",
  {
    ablationId: integer("ablation_id").notNull(),
    runId: text("run_id").notNull(),
    name: text("name").notNull(),
    digest: text("digest").notNull(),
    sourceType: text("source_type").notNull(),
    source: text("source").notNull(),
    schema: text("schema"),
    profile: text("profile"),
    tags: jsonb("tags").$type<readonly { readonly key: string; readonly value: string }[]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.ablationId, table.runId, table.name, table.digest] })],
);
