import { foreignKey, integer, pgTable, primaryKey, text, unique } from "drizzle-orm/pg-core";
import { ablation } from "./ablation.js";

/** Distributed: an eval of one ablation; across ablations evals match by fingerprint. */
export const evaluation = pgTable(
  "eval",
  {
    ablationId: integer("ablation_id")
      .notNull()
      .references(() => ablation.ablationId),
    evalId: text("eval_id").notNull(),
    fingerprint: text("fingerprint").notNull(),
    /** Content that outcomes say they were measured on; the first one given holds. */
    contentSha: text("content_sha"),
    /** Numbers given out so far: the next sample gets this one. */
    sampleCount: integer("sample_count").notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.ablationId, table.evalId] })],
);

/** Distributed: the dictionary from sample ids to numbers. A cluster that nobody stated is null: the sample is its own. */
export const sample = pgTable(
  "sample",
  {
    ablationId: integer("ablation_id").notNull(),
    evalId: text("eval_id").notNull(),
    sampleNo: integer("sample_no").notNull(),
    sample: text("sample").notNull(),
    cluster: text("cluster"),
  },
  (table) => [
    primaryKey({ columns: [table.ablationId, table.evalId, table.sampleNo] }),
    unique("sample_eval_sample").on(table.ablationId, table.evalId, table.sample),
    foreignKey({
      name: "sample_eval",
      columns: [table.ablationId, table.evalId],
      foreignColumns: [evaluation.ablationId, evaluation.evalId],
    }),
  ],
);
