import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Eval } from "@holdfast/core";
import sqlite from "node-sqlite3-wasm";
import { afterAll, describe, expect, it } from "vitest";
import { bytesInMemory } from "../bytes/byte-source.js";
import { findLogImporter } from "../logs/read-log.js";

const folder = mkdtempSync(join(tmpdir(), "holdfast-trackio-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const binary = { kind: "binary" } as const;
const evals: readonly Eval[] = [
  {
    id: "blackmail@2",
    metrics: [{ name: "score", direction: "lower-is-better", scale: binary }],
    role: "held-out",
    relation: "unknown",
  },
];

/** A database that these statements make. */
function database(name: string, ...statements: readonly string[]): Buffer {
  const path = join(folder, name);
  const db = new sqlite.Database(path);
  for (const statement of statements) db.exec(statement);
  db.close();
  return readFileSync(path);
}

const text = (value: unknown) => `'${JSON.stringify(value)}'`;

/** As trackio made them before runs had ids. */
const OLD = [
  "CREATE TABLE IF NOT EXISTS metrics (id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp TEXT NOT NULL, run_name TEXT NOT NULL, step INTEGER NOT NULL, metrics TEXT NOT NULL)",
  "CREATE TABLE IF NOT EXISTS configs (id INTEGER PRIMARY KEY AUTOINCREMENT, run_name TEXT NOT NULL, config TEXT NOT NULL, created_at TEXT NOT NULL, UNIQUE(run_name))",
  `INSERT INTO configs (run_name, config, created_at) VALUES ('one', ${text({ lr: 0.1, "holdfast.arm": "control", "holdfast.stage": "rl", "holdfast.seed": 3, _Username: "ada" })}, '2026-01-01')`,
  `INSERT INTO metrics (timestamp, run_name, step, metrics) VALUES ('2026-01-01T00:00:00', 'one', 0, ${text({ loss: 1, eval_blackmail: 0.5 })})`,
  `INSERT INTO metrics (timestamp, run_name, step, metrics) VALUES ('2026-01-01T00:01:00', 'one', 10, ${text({ eval_blackmail: 0.25, "eval_blackmail/n": 8 })})`,
  `INSERT INTO metrics (timestamp, run_name, step, metrics) VALUES ('2026-01-01T00:02:00', 'one', 10, ${text({ eval_blackmail: 0.75 })})`,
  `INSERT INTO metrics (timestamp, run_name, step, metrics) VALUES ('2026-01-02T00:00:00', 'two', 10, ${text({ blackmail: "NaN", text: "words" })})`,
];

async function logsOf(bytes: Buffer) {
  const source = { file: "old.db", bytes: bytesInMemory(bytes) };
  const importer = await findLogImporter(source.bytes, { file: source.file, options: { cluster: null } });
  const logs = await importer?.readAll?.(source, { cluster: null, evals });
  return { format: importer?.format, logs: logs ?? [] };
}

describe("a project of Trackio", () => {
  it("from before runs had ids is read by their names: points at their steps, the first of a step", async () => {
    const bytes = database("old.db", ...OLD);
    const before = statSync(join(folder, "old.db")).mtimeMs;
    const { format, logs } = await logsOf(bytes);
    const [one, two] = logs;
    expect([format, logs.length, one?.part, one?.says.created]).toEqual([
      "trackio",
      2,
      "one",
      "2026-01-01T00:00:00.000Z",
    ]);
    expect(one?.says.said).toEqual({
      arm: { value: "control", from: "tag" },
      stage: { value: "rl", from: "tag" },
      seed: { value: 3, from: "tag" },
    });
    expect(one?.says.metadata).toEqual({ lr: 0.1, _Username: "ada", "trackio.run": "one" });
    const shared = { status: "complete", harness: { name: "trackio" }, eval: "blackmail@2", metric: "score" };
    expect(one?.outcomes).toEqual([
      { ...shared, step: 0, point: 0.5 },
      { ...shared, step: 10, counts: { k: 2, n: 8 } },
    ]);
    expect(one?.notes).toEqual(["1 values were logged again for the same step: the first ones count."]);
    expect(two?.outcomes).toEqual([]);
    expect(two?.leftOut.map(({ what, why }) => `${what}: ${why.slice(0, 30)}`)).toEqual([
      "`blackmail`: NaN is no outcome",
      "the log: no metric of it names an eval ",
    ]);
    expect(statSync(join(folder, "old.db")).mtimeMs).toBe(before);
  });

  it("is no log where the database is another one, or no database", async () => {
    expect((await logsOf(database("other.db", "CREATE TABLE things (a, b)"))).format).toBeUndefined();
    expect((await logsOf(Buffer.from("SQLite"))).format).toBeUndefined();
  });

  it("that is damaged is refused, and says so", async () => {
    const bytes = Buffer.from(readFileSync(join(folder, "old.db")));
    bytes.fill(0x41, 5000);
    await expect(logsOf(bytes)).rejects.toMatchObject({
      code: "invalid-input",
      message: expect.stringContaining("SQLite cannot read it"),
    });
    await expect(logsOf(readFileSync(join(folder, "old.db")).subarray(0, 6000))).rejects.toMatchObject({
      code: "invalid-input",
    });
  });
});
