import type { BindingTag } from "@holdfast/core";
import { parseJson } from "../json/parse-json.js";
import type { EvalLog } from "../logs/eval-log.js";
import type { LogImporter, LogOptions, LogSource } from "../logs/log-importer.js";
import { onlyLog } from "../logs/only-log.js";
import { type StoredPoint, type StoredRun, trackedRunLog } from "../logs/tracked-run-log.js";
import { hasSqliteSchema } from "../sqlite/sqlite-schema.js";
import { type SqliteReader, type SqliteValue, wholeOf, withSqlite } from "../sqlite/with-sqlite.js";

/** A run is known by its id; before there were ids, by its name. */
function keyColumn({ tables }: SqliteReader): "run_id" | "run_name" {
  return tables.get("metrics")?.has("run_id") === true ? "run_id" : "run_name";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A JSON object; newer versions write it as bytes. */
function recordIn(value: SqliteValue | undefined): Record<string, unknown> {
  const text = value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : value;
  const decoded = typeof text === "string" ? parseJson(text) : null;
  return isRecord(decoded) ? decoded : {};
}

/** The configuration of a run, with what trackio notes of it beside. */
function configOf(reader: SqliteReader, name: string, id: string): Record<string, unknown> {
  const columns = reader.tables.get("configs");
  if (columns === undefined) return {};
  const hasId = columns.has("run_id");
  const where = hasId ? "run_id = ? OR (run_id IS NULL AND run_name = ?)" : "run_name = ?";
  const rows = [...reader.rows(`SELECT config FROM configs WHERE ${where}`, hasId ? [id, name] : [name])];
  return Object.assign({}, ...rows.map(({ config }) => recordIn(config)));
}

/** `holdfast.*` in the configuration, or a `holdfast` object there, says what tags say elsewhere. */
function tagsOf(config: Readonly<Record<string, unknown>>): BindingTag[] {
  return Object.entries(config).flatMap(([key, value]) => {
    if (value === null || value === undefined) return [];
    if (key === "holdfast" && isRecord(value)) return [{ key, value: JSON.stringify(value) }];
    const isTag = key.startsWith("holdfast.");
    return isTag ? [{ key, value: typeof value === "string" ? value : JSON.stringify(value) }] : [];
  });
}

/** A metric as trackio writes it: NaN and infinities are texts. Undefined for what is no number at all. */
function numberOf(value: unknown): number | null | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  return value === null || (typeof value === "string" && /^(?:NaN|-?Infinity)$/.test(value))
    ? null
    : undefined;
}

function* pointsOf(reader: SqliteReader, id: string): Generator<StoredPoint> {
  const rows = reader.rows(
    `SELECT step, metrics FROM metrics WHERE ${keyColumn(reader)} = ? ORDER BY step, timestamp, id`,
    [id],
  );
  for (const { step, metrics } of rows)
    for (const [key, logged] of Object.entries(recordIn(metrics))) {
      const value = numberOf(logged);
      if (value !== undefined) yield { key, step: wholeOf(step), value };
    }
}

function* runsOf(reader: SqliteReader): Generator<StoredRun> {
  const by = keyColumn(reader);
  const rows = [
    ...reader.rows(
      `SELECT ${by} AS id, min(run_name) AS name, min(timestamp) AS start FROM metrics
       WHERE ${by} IS NOT NULL GROUP BY ${by} ORDER BY min(timestamp), ${by}`,
    ),
  ];
  for (const { id, name, start } of rows) {
    const config = configOf(reader, String(name), String(id));
    const startMs = typeof start === "string" ? Date.parse(start) : Number.NaN;
    yield {
      id: String(id),
      name: by === "run_id" ? String(name) : null,
      format: "trackio",
      startMs: Number.isNaN(startMs) ? null : startMs,
      isRunning: false,
      tags: tagsOf(config),
      metadata: {
        ...Object.fromEntries(Object.entries(config).filter(([key]) => !/^holdfast(\.|$)/.test(key))),
        "trackio.run": String(name),
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

/** Projects of Trackio (`PROJECT.db`, a SQLite file): every run is a log. */
export const trackioImporter: LogImporter = {
  format: "trackio",
  looks: "projects of Trackio (`*.db`, a SQLite file)",
  recognises: (bytes) =>
    hasSqliteSchema(bytes, {
      all: [/CREATE TABLE (?:IF NOT EXISTS )?"?metrics"?\s*\(/, /run_name/, /metrics TEXT/i],
      none: [/run_uuid/],
    }),
  readAll,
  read: async (source, options) => onlyLog(await readAll(source, options), source.file),
};
