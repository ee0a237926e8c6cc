import { randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
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
  readonly connections?: number;
  /** Seconds to wait for a server that does not answer; 10 unless said. */
  readonly connectTimeout?: number;
}

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

/** Opens a directory under its lock. */
async function openDirectory({ directory, description }: Extract<Target, { kind: "directory" }>): Promise<{
  readonly driver: Driver;
  readonly release: () => Promise<void>;
}> {
  const type = await fileSystemType(directory).catch((error: unknown) => refuseDirectory(directory, error));
  refuseNetworkFileSystem(directory, type);
  const release = await mkdir(dirname(directory), { recursive: true })
    .then(() => lockDirectory(directory, thisProcess(randomUUID())))
    .catch((error: unknown) => refuseDirectory(directory, error));
  try {
    await mkdir(directory, { recursive: true }).catch((error: unknown) => refuseDirectory(directory, error));
    const { openPglite } = await import("./driver/pglite.js");
    return { driver: await openPglite(directory, description), release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function openDriver(
  target: Target,
  { connections = 10, connectTimeout = 10 }: StoreOptions,
): Promise<{ readonly driver: Driver; readonly release: () => Promise<void> }> {
  if (target.kind === "directory") return openDirectory(target);
  const release = async () => undefined;
  if (target.kind === "memory") {
    const { openPglite } = await import("./driver/pglite.js");
    return { driver: await openPglite(null, target.description), release };
  }
  const { openPostgres } = await import("./driver/postgres.js");
  return {
    driver: await openPostgres(target.url, target.description, { connections, connectTimeout }),
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
    const { driver, release } = await openDriver(parsed, options);
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
