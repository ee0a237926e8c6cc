import { bigint, index, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytes } from "./bytes.js";

/** Distributed: a file that a run left. `contentId` names its chunks: a file that is sent again is swapped whole. */
export const mlflowArtifact = pgTable(
  "mlflow_artifact",
  {
    ablationId: integer("ablation_id").notNull(),
    runId: text("run_id").notNull(),
    /** Relative, with slashes, without dots for folders. */
    path: text("path").notNull(),
    contentId: uuid("content_id").notNull(),
    size: bigint("size", { mode: "number" }).notNull(),
    /** What became of the outcomes in it: null where it holds none, or the run is not bound. */
    imported: text("imported").$type<"recorded" | "refused">(),
    /** The receipt, or why it was refused. */
    note: text("note"),
  },
  (table) => [primaryKey({ columns: [table.ablationId, table.runId, table.path] })],
);

/** Distributed: a piece of a file. Pieces without a file are an upload that is under way, or that broke off. */
export const mlflowArtifactChunk = pgTable(
  "mlflow_artifact_chunk",
  {
    ablationId: integer("ablation_id").notNull(),
    runId: text("run_id").notNull(),
    contentId: uuid("content_id").notNull(),
    chunk: integer("chunk").notNull(),
    bytes: bytes("bytes").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ablationId, table.contentId, table.chunk] }),
    index("mlflow_artifact_chunk_run").on(table.ablationId, table.runId),
  ],
);
