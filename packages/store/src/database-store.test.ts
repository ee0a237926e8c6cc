import { describe, expect, it } from "vitest";
import { databaseStore } from "./database-store.js";
import { openPglite } from "./driver/pglite.js";
import { migrateDatabase } from "./migrate.js";
import { findMigrations } from "./migrations-folder.js";
import { ACTOR, outcomes, study } from "./testing/study.js";

describe("databaseStore on PGlite", () => {
  it("tells the planner how large the tables are once they have grown", async () => {
    const [driver, known] = [await openPglite(null, "memory"), findMigrations()];
    await migrateDatabase(driver, known, true);
    const store = databaseStore(driver, known, async () => {});
    const size = async () =>
      Number((await driver.query("select reltuples from pg_class where relname = 'outcome'"))[0]?.[0]);
    const lines = (from: number, to: number) =>
      outcomes(...Array.from({ length: to - from }, (_, step) => ({ step: from + step, point: 1 })));
    await store.register(study("grown"), ACTOR, { retrospective: false });
    await store.record("grown@1", lines(0, 150), ACTOR);
    expect(await size()).toBe(-1);
    await store.record("grown@1", lines(150, 250), ACTOR);
    expect(await size()).toBe(250);
    await store.close();
  });
});
