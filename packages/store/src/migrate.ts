import { HoldfastError } from "@holdfast/core";
import { appliedMigrations } from "./driver/applied-migrations.js";
import type { Driver } from "./driver/driver.js";
import type { KnownMigrations } from "./migrations-folder.js";

/**
 * Brings a database to the newest known migration; nothing to do is a no-op.
 *
 * @throws HoldfastError `newer-database` when it has one that this version does not know
 */
export async function migrateDatabase(driver: Driver, known: KnownMigrations, apply: boolean): Promise<void> {
  const applied = await appliedMigrations(driver);
  const stranger = applied.find((when) => !known.when.includes(when));
  if (stranger !== undefined) {
    throw new HoldfastError({
      code: "newer-database",
      message: `${driver.description} has ${applied.length} migrations, one of which this version does not know (made ${new Date(stranger).toISOString()}); it knows ${known.when.length}.`,
      remedy: "Use the version of Holdfast that wrote it, or a newer one; nothing was changed.",
    });
  }
  if (apply && applied.length < known.when.length) await driver.migrate(known.folder);
}
