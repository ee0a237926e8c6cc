import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HoldfastError, isHoldfastError } from "@holdfast/core";
import { type ByteSource, chunksOfBytes } from "../bytes/byte-source.js";
import type { LogSource } from "../logs/log-importer.js";

/** A value of a row. */
export type SqliteValue = number | bigint | string | Uint8Array | null;
export type SqliteRow = Readonly<Record<string, SqliteValue>>;

/** A database that is read. */
export interface SqliteReader {
  /** Columns by table. */
  readonly tables: ReadonlyMap<string, ReadonlySet<string>>;
  readonly rows: (sql: string, values?: readonly (string | number)[]) => Iterable<SqliteRow>;
}

/** The change counter and the size in the header of a database: another one after a commit. */
const [COUNTER_AT, COUNTER_BYTES] = [24, 8];
const ATTEMPTS = 3;

async function copyTo(path: string, bytes: ByteSource): Promise<void> {
  const handle = await open(path, "w", 0o600);
  try {
    for await (const chunk of chunksOfBytes(bytes)) await handle.write(chunk);
  } finally {
    await handle.close();
  }
}

/** Copies a database with what was not yet moved into it: its write-ahead log, or the journal of a commit that broke off. */
async function copyDatabase({ file, bytes, beside }: LogSource, path: string): Promise<boolean> {
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  const counter = async () => (await bytes.read(COUNTER_AT, COUNTER_BYTES)).toString("hex");
  const before = await counter();
  await copyTo(path, bytes);
  for (const ending of ["-wal", "-journal"]) {
    await rm(`${path}${ending}`, { force: true });
    await beside?.(`${name}${ending}`, (other) => copyTo(`${path}${ending}`, other));
  }
  return before === (await counter());
}

function columnsOf(rows: SqliteReader["rows"]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = [...rows("SELECT name FROM sqlite_master WHERE type = 'table'")].map(({ name }) =>
    String(name),
  );
  return new Map(
    names.map((table) => [
      table,
      new Set([...rows("SELECT name FROM pragma_table_info(?)", [table])].map(({ name }) => String(name))),
    ]),
  );
}

function unreadable(cause: unknown): HoldfastError {
  return new HoldfastError({
    code: "invalid-input",
    message: `SQLite cannot read it: ${cause instanceof Error ? cause.message : String(cause)}.`,
    remedy: "If something writes into it, wait until that has ended; else restore the file from a copy.",
    cause,
  });
}

/**
 * Reads a SQLite database. SQLite locks and mends what it opens, so that it is given a copy: the file itself is only read.
 *
 * @throws HoldfastError `invalid-input` where it is damaged, or was written to again and again while it was copied
 */
export async function withSqlite<T>(source: LogSource, use: (reader: SqliteReader) => T): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-sqlite-"));
  try {
    const path = join(folder, "copy.db");
    let isWhole = false;
    for (let attempt = 0; attempt < ATTEMPTS && !isWhole; attempt += 1)
      isWhole = await copyDatabase(source, path);
    if (!isWhole) throw unreadable(new Error("it was written to while it was read"));
    const { default: sqlite } = await import("node-sqlite3-wasm");
    const database = new sqlite.Database(path, { fileMustExist: true });
    try {
      // a write-ahead log is then read without the shared memory that this build of SQLite does not have
      database.exec("PRAGMA locking_mode = EXCLUSIVE");
      const rows: SqliteReader["rows"] = function* (sql, values = []) {
        const statement = database.prepare(sql);
        try {
          // not expanded: one value a column
          for (const row of statement.iterate([...values])) yield plainRow(row);
        } finally {
          statement.finalize();
        }
      };
      return use({ tables: columnsOf(rows), rows });
    } catch (error) {
      throw isHoldfastError(error) ? error : unreadable(error);
    } finally {
      database.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isValue(value: unknown): value is SqliteValue {
  return value === null || typeof value !== "object" || value instanceof Uint8Array;
}

function plainRow(row: Readonly<Record<string, unknown>>): SqliteRow {
  return Object.fromEntries(
    Object.entries(row).flatMap(([key, value]) => (isValue(value) ? [[key, value]] : [])),
  );
}

/** An integer that JSON tells apart, else null. */
export function wholeOf(value: SqliteValue | undefined): number | null {
  const number = typeof value === "bigint" || typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : null;
}
