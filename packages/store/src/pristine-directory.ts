import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseWith } from "@holdfast/core";
import { z } from "zod";
import { openPglite } from "./driver/pglite.js";
import type { KnownMigrations } from "./migrations-folder.js";
import { causeCode } from "./pg-errors.js";

/*
 * PGlite takes seconds to make a new database and a fraction of one to open a copy of it. The build makes one,
 * with the migrations applied, and the first start in a new directory copies it.
 */

const MARK = "pristine.json";

const MarkSchema = z.strictObject({
  /** Of the newest migration that is applied. */
  when: z.number(),
  /** Folders of the database, also the empty ones, which archives and caches of files may drop. */
  folders: z.array(z.string()),
});

// beside the running file when it is built or bundled, and where the build puts it seen from the sources
const PLACES = ["./pristine", "../dist/pristine"];

async function foldersOf(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
    .sort();
}

async function readMark(place: string) {
  const text = await readFile(join(place, MARK), "utf8").catch(() => null);
  return text === null ? null : parseWith(MarkSchema, JSON.parse(text), "mark of a pristine database");
}

/** The pristine database at `place` is there and has these migrations. */
export async function isPristine(place: string, known: KnownMigrations): Promise<boolean> {
  return (await readMark(place))?.when === known.when.at(-1);
}

/** Makes a pristine database at `place`, in the stead of one that has other migrations. */
export async function makePristine(place: string, known: KnownMigrations): Promise<void> {
  if (await isPristine(place, known)) return;
  await rm(place, { recursive: true, force: true });
  const data = join(place, "data");
  await mkdir(data, { recursive: true });
  const driver = await openPglite(data, data);
  await driver.migrate(known.folder);
  await driver.close();
  const mark = { when: known.when.at(-1), folders: await foldersOf(data) };
  await writeFile(join(place, MARK), `${JSON.stringify(mark)}\n`);
}

/**
 * Copies the pristine database to a directory that is empty or not there, whole or not at all.
 *
 * @param places where one may be; without it, where the build puts it
 * @returns whether there was one to copy
 */
export async function copyPristine(
  directory: string,
  known: KnownMigrations,
  places: readonly string[] = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))),
): Promise<boolean> {
  for (const place of places) {
    const mark = await readMark(place);
    if (mark === null || mark.when !== known.when.at(-1)) continue;
    const draft = `${directory}.new`;
    await rm(draft, { recursive: true, force: true });
    try {
      await cp(join(place, "data"), draft, { recursive: true });
    } catch (error) {
      if (causeCode(error) !== "EACCES") throw error;
      // built by another user, whose files are not to be read: a database is then made anew
      await rm(draft, { recursive: true, force: true });
      continue;
    }
    for (const folder of mark.folders) await mkdir(join(draft, folder), { recursive: true });
    await rename(draft, directory);
    return true;
  }
  return false;
}
