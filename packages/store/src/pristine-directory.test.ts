import { mkdir, mkdtemp, readdir, rm, rmdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appliedMigrations } from "./driver/applied-migrations.js";
import { openPglite } from "./driver/pglite.js";
import { findMigrations } from "./migrations-folder.js";
import { copyPristine, isPristine, makePristine } from "./pristine-directory.js";

let place = "";
const known = findMigrations();
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "holdfast-pristine-"));
  await makePristine(join(place, "pristine"), known);
}, 60_000);
afterAll(() => rm(place, { recursive: true, force: true }));

test("a copy opens with the migrations applied, also into a directory that is there and empty", async () => {
  const target = join(place, "copy");
  await mkdir(target);
  expect(await copyPristine(target, known, [join(place, "none"), join(place, "pristine")])).toBe(true);
  const driver = await openPglite(target, target);
  expect(await appliedMigrations(driver)).toEqual(known.when);
  await driver.close();
  expect((await readdir(place)).sort()).toEqual(["copy", "pristine"]);
});

test("empty folders that a cache of files dropped are made again", async () => {
  const gone = join(place, "pristine", "data", "pg_notify");
  await rmdir(gone);
  const target = join(place, "copy-of-dropped");
  await copyPristine(target, known, [join(place, "pristine")]);
  expect(await readdir(target)).toContain("pg_notify");
  await mkdir(gone);
});

test("one with other migrations is not copied, and is made anew by the build", async () => {
  const newer = { ...known, when: [...known.when, 9_999_999_999_999] };
  expect(await isPristine(join(place, "pristine"), newer)).toBe(false);
  expect(await copyPristine(join(place, "other"), newer, [join(place, "pristine")])).toBe(false);
  const stale = join(place, "stale");
  await mkdir(stale);
  await writeFile(join(stale, "pristine.json"), '{"when":1,"folders":[]}');
  await makePristine(stale, known);
  expect(await isPristine(stale, known)).toBe(true);
}, 60_000);
