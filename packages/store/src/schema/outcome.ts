import type { EvidenceLevel, EvidenceOutcome, Outcome, Summary } from "@holdfast/core";
import { type SQL, sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  doublePrecision,
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { evaluation } from "./eval.js";
import { checkpoint } from "./run.js";
import { scoreArray } from "./score-array.js";

// PostgreSQL sorts NaN above Infinity, so this also refuses NaN
function finite(column: AnyPgColumn): SQL {
  return sql`${column} > '-Infinity' and ${column} < 'Infinity'`;
}

/** Distributed: one revision of what one checkpoint scored on one eval, metric and condition under one judge. */
export const outcome = pgTable(
  "outcome",
  {
    ablationId: integer("ablation_id").notNull(),
    /** A fingerprint of the key and the revision. */
    outcomeId: uuid("outcome_id").notNull(),
    checkpointId: uuid("checkpoint_id").notNull(),
    evalId: text("eval_id").notNull(),
    judgeId: text("judge_id").notNull(),
    metric: text("metric").notNull(),
    /** Canonical JSON. */
    condition: text("condition").notNull(),
    revision: integer("revision").notNull(),
    /** True for the newest revision of the key. */
    current: boolean("current").notNull(),
    level: text("level").$type<EvidenceLevel>().notNull(),
    status: text("status").$type<EvidenceOutcome["status"]>().notNull(),
    k: bigint("k", { mode: "number" }),
    n: bigint("n", { mode: "number" }),
    mean: doublePrecision("mean"),
    standardError: doublePrecision("standard_error"),
    seOver: text("se_over").$type<Summary["seOver"]>(),
    units: bigint("units", { mode: "number" }),
    point: doublePrecision("point"),
    /** Cells that hold a score; n for counts and summaries that say it. */
    scored: bigint("scored", { mode: "number" }).notNull(),
    unscored: bigint("unscored", { mode: "number" }).notNull(),
    /** The most epochs of any of its pages; 0 below sample level. */
    epochs: smallint("epochs").notNull(),
    harness: jsonb("harness").$type<Outcome["harness"]>(),
    source: jsonb("source").$type<Outcome["source"]>(),
    evaluatedAt: text("evaluated_at"),
    /** Of a correction. */
    author: text("author"),
    reason: text("reason"),
    recordedAt: timestamp("recorded_at", { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ablationId, table.outcomeId] }),
    unique("outcome_key").on(
      table.ablationId,
      table.checkpointId,
      table.evalId,
      table.judgeId,
      table.metric,
      table.condition,
      table.revision,
    ),
    foreignKey({
      name: "outcome_checkpoint",
      columns: [table.ablationId, table.checkpointId],
      foreignColumns: [checkpoint.ablationId, checkpoint.checkpointId],
    }),
    foreignKey({
      name: "outcome_eval",
      columns: [table.ablationId, table.evalId],
      foreignColumns: [evaluation.ablationId, evaluation.evalId],
    }),
    check("outcome_k_of_n", sql`${table.k} >= 0 and ${table.k} <= ${table.n}`),
    check("outcome_mean_finite", finite(table.mean)),
    check(
      "outcome_standard_error_finite",
      sql`${table.standardError} >= 0 and ${finite(table.standardError)}`,
    ),
    check("outcome_point_finite", finite(table.point)),
    check(
      "outcome_level_has_its_value",
      sql`case ${table.level}
        when 'samples' then ${table.epochs} > 0
        when 'counts' then ${table.k} is not null and ${table.n} is not null
        when 'summary' then ${table.mean} is not null and ${table.seOver} is not null
        when 'point' then ${table.point} is not null
        else false end`,
    ),
  ],
);

/**
 * Distributed: the scores of 256 consecutive sample numbers. Index in a page = (sample_no % 256) * epochs + epoch;
 * NULL is absent, NaN is unscored, and what lies beyond the end of the array is absent too.
 */
export const outcomePage = pgTable(
  "outcome_page",
  {
    ablationId: integer("ablation_id").notNull(),
    outcomeId: uuid("outcome_id").notNull(),
    page: integer("page").notNull(),
    epochs: smallint("epochs").notNull(),
    score: scoreArray("score").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.ablationId, table.outcomeId, table.page] }),
    foreignKey({
      name: "outcome_page_outcome",
      columns: [table.ablationId, table.outcomeId],
      foreignColumns: [outcome.ablationId, outcome.outcomeId],
    }),
    check("outcome_page_epochs", sql`${table.epochs} > 0`),
  ],
);
