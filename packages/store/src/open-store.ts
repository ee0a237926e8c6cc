import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { HoldfastError } from "@holdfast/core";
import { databaseStore } from "./database-store.js";
import { lockDirectory, thisProcess } from "./directory-lock.js";
import type { Driver } from "./driver/driver.js";
import { fileSystemType, refuseNetworkFileSystem } from "./file-system.js";
import { migrateDatabase } from "./migrate.js";
import { findMigrations, type KnownMigrations } from "./migrations-folder.js";
import { causeCode, storeError } from "./pg-errors.js";
import type { Store } from "./store.js";
import { parseTarget, type Target } from "./target.js";

/** How a store is opened. */
export interface StoreOptions {
  /** Folder of the migrations; without it, the one that came with this package. */
  readonly migrations?: string;
  /** False: the database is left at the version it has. */
  readonly migrate?: boolean;
  /** Most connections to a server; 10 unless said. */
  readonly connections?: number | undefined;
  /** Seconds to wait for a server that does not answer; 10 unless said. */
  readonly connectTimeout?: number | undefined;
  /** Seconds that one statement may take, exports, restores and analyses apart; 60 unless said, 0 without end. */
  readonly statementTimeout?: number | undefined;
  /** Seconds that it may wait for what another writer holds; 30 unless said, 0 without end. */
  readonly lockTimeout?: number | undefined;
}

/** Seconds that a transaction may be open without asking for anything: its process is stuck, or gone with its machine. */
const IDLE_TRANSACTION_SECONDS = 60;

const NOT_WRITABLE = new Set(["EACCES", "EPERM", "EROFS"]);

function refuseDirectory(directory: string, error: unknown): never {
  const code = causeCode(error) ?? "";
  if (NOT_WRITABLE.has(code)) {
    throw new HoldfastError({
      code: "forbidden",
      message: `${directory} cannot be written (${code}).`,
      place: { file: directory },
      remedy:
        "Name a directory that you may write to, or change the permissions of this one and of its parent.",
      cause: error,
    });
  }
  if (code === "ENOTDIR" || code === "EEXIST") {
    throw new HoldfastError({
      code: "invalid-input",
      message: `${directory} is not a directory.`,
      place: { file: directory },
      remedy: "Name a directory; it is made when it is not there.",
      cause: error,
    });
  }
  throw error;
}

/** A directory holds a database of ours, or nothing yet. */
async function isNew(directory: string): Promise<boolean> {
  const entries = await readdir(directory);
  if (entries.length === 0 || entries.includes("PG_VERSION")) return entries.length === 0;
  throw new HoldfastError({
    code: "invalid-input",
    message: `${directory} holds other files, and no database of Holdfast.`,
    place: { file: directory },
    remedy: "Name a directory of its own for the database; it is made when it is not there.",
  });
}

/** Makes a new database beside the directory and moves it there, so that a start that is cut short leaves nothing. */
async function createEmbedded(directory: string): Promise<void> {
  const { openPglite } = await import("./driver/pglite.js");
  const draft = `${directory}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft);
  await (await openPglite(draft, draft)).close();
  await rename(draft, directory);
}

async function openEmbedded(
  { directory, description }: Extract<Target, { kind: "directory" }>,
  known: KnownMigrations,
  { migrate = true }: StoreOptions,
): Promise<Driver> {
  const { openPglite } = await import("./driver/pglite.js");
  if (await isNew(directory)) {
    const { copyPristine } = await import("./pristine-directory.js");
    const copied = migrate && (await copyPristine(directory, known));
    if (!copied) await createEmbedded(directory);
    else {
      // a copy that another version of PGlite made does not open; nothing of anybody's is in it yet
      const opened = await openPglite(directory, description).catch(() => null);
      if (opened !== null) return opened;
      await rm(directory, { recursive: true });
      await createEmbedded(directory);
    }
  }
  return openPglite(directory, description);
}

/** Opens a directory under its lock. */
async function openDirectory(
  target: Extract<Target, { kind: "directory" }>,
  known: KnownMigrations,
  options: StoreOptions,
): Promise<{ readonly driver: Driver; readonly release: () => Promise<void> }> {
  const { directory } = target;
  const type = await fileSystemType(directory).catch((error: unknown) => refuseDirectory(directory, error));
  refuseNetworkFileSystem(directory, type);
  const release = await mkdir(dirname(directory), { recursive: true })
    .then(() => lockDirectory(directory, thisProcess(randomUUID())))
    .catch((error: unknown) => refuseDirectory(directory, error));
  try {
    await mkdir(directory, { recursive: true }).catch((error: unknown) => refuseDirectory(directory, error));
    return { driver: await openEmbedded(target, known, options), release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function openDriver(
  target: Target,
  known: KnownMigrations,
  options: StoreOptions,
): Promise<{ readonly driver: Driver; readonly release: () => Promise<void> }> {
  if (target.kind === "directory") return openDirectory(target, known, options);
  const { connections = 10, connectTimeout = 10, statementTimeout = 60, lockTimeout = 30 } = options;
  const release = async () => undefined;
  if (target.kind === "memory") {
    const { openPglite } = await import("./driver/pglite.js");
    return { driver: await openPglite(null, target.description), release };
  }
  const { openPostgres } = await import("./driver/postgres.js");
  return {
    driver: await openPostgres(target.url, target.description, {
      connections,
      connectTimeout,
      statementTimeout,
      lockTimeout,
      idleTransactionTimeout: IDLE_TRANSACTION_SECONDS,
    }),
    release,
  };
}

async function prepare(
  driver: Driver,
  known: KnownMigrations,
  { migrate = true }: StoreOptions,
): Promise<void> {
  try {
    await migrateDatabase(driver, known, migrate);
  } catch (error) {
    await driver.close();
    throw error;
  }
}

/**
 * Opens the database at `target`, and brings it to the newest migration.
 *
 * @param target a directory (PGlite inside this process, made when it is not there), `postgres://...`, or
 *   `memory://`, which is gone with the process
 * @throws HoldfastError `locked` when another process has the directory, `unavailable` when no server answers,
 *   `forbidden`, `newer-database`, `invalid-input`
 */
export async function openStore(target: string, options: StoreOptions = {}): Promise<Store> {
  const parsed = parseTarget(target);
  const known = findMigrations(options.migrations);
  try {
    const { driver, release } = await openDriver(parsed, known, options);
    try {
      await prepare(driver, known, options);
    } catch (error) {
      await release();
      throw error;
    }
    return databaseStore(driver, known, release);
  } catch (error) {
    throw storeError(error, parsed.description);
  }
}
