import type { BindingTag } from "@holdfast/core";
import type { EvalLog } from "../logs/eval-log.js";
import type { LogImporter, LogOptions, LogSource } from "../logs/log-importer.js";
import { onlyLog } from "../logs/only-log.js";
import { type StoredPoint, type StoredRun, trackedRunLog } from "../logs/tracked-run-log.js";
import { hasSqliteSchema } from "../sqlite/sqlite-schema.js";
import { type SqliteReader, wholeOf, withSqlite } from "../sqlite/with-sqlite.js";

function pairsOf(reader: SqliteReader, table: "tags" | "params", runId: string): BindingTag[] {
  return [...reader.rows(`SELECT key, value FROM ${table} WHERE run_uuid = ? ORDER BY key`, [runId])].map(
    ({ key, value }) => ({ key: String(key), value: String(value ?? "") }),
  );
}

function* pointsOf(reader: SqliteReader, runId: string): Generator<StoredPoint> {
  const hasNaN = reader.tables.get("metrics")?.has("is_nan") === true;
  const rows = reader.rows(
    `SELECT key, step, value${hasNaN ? ", is_nan" : ""} FROM metrics WHERE run_uuid = ? ORDER BY step, timestamp, rowid`,
    [runId],
  );
  for (const { key, step, value, is_nan } of rows) {
    const isNumber = typeof value === "number" && is_nan !== 1;
    yield { key: String(key), step: wholeOf(step), value: isNumber ? value : null };
  }
}

function* runsOf(reader: SqliteReader): Generator<StoredRun> {
  const rows = [
    ...reader.rows(
      `SELECT runs.run_uuid AS id, runs.name AS name, runs.status AS status, runs.start_time AS start,
         experiments.name AS experiment
       FROM runs LEFT JOIN experiments ON experiments.experiment_id = runs.experiment_id
       WHERE runs.lifecycle_stage = 'active' ORDER BY runs.start_time, runs.run_uuid`,
    ),
  ];
  for (const { id, name, status, start, experiment } of rows) {
    const runId = String(id);
    const params = pairsOf(reader, "params", runId);
    yield {
      id: runId,
      name: name === null || name === undefined ? null : String(name),
      format: "mlflow",
      startMs: wholeOf(start),
      isRunning: status === "RUNNING" || status === "SCHEDULED",
      tags: pairsOf(reader, "tags", runId),
      metadata: {
        ...Object.fromEntries(params.map(({ key, value }) => [key, value])),
        "mlflow.experiment": experiment === null || experiment === undefined ? null : String(experiment),
        "mlflow.run": name === null || name === undefined ? null : String(name),
      },
    };
  }
}

function readAll(source: LogSource, options: LogOptions): Promise<readonly EvalLog[]> {
  return withSqlite(source, (reader) =>
    [...runsOf(reader)].map((run) =>
      trackedRunLog(run, pointsOf(reader, run.id), { file: source.file, options }),
    ),
  );
}

/** Stores of MLflow in a SQLite file (`mlflow.db`): every run that was not deleted is a log. */
export const mlflowStoreImporter: LogImporter = {
  format: "mlflow",
  looks: "stores of MLflow (`mlflow.db`, a SQLite file)",
  recognises: (bytes) =>
    hasSqliteSchema(bytes, { all: [/CREATE TABLE "?metrics"?/, /CREATE TABLE "?experiments"?/, /run_uuid/] }),
  readAll,
  read: async (source, options) => onlyLog(await readAll(source, options), source.file),
};
