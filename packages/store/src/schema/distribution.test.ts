import { readFileSync } from "node:fs";
import { getTableName } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Driver } from "../driver/driver.js";
import { openPglite } from "../driver/pglite.js";
import { findMigrations } from "../migrations-folder.js";
import { DISTRIBUTED_TABLES, REFERENCE_TABLES } from "./distribution.js";

const reference = new Set<string>(REFERENCE_TABLES.map(getTableName));
const distributed = new Set<string>(DISTRIBUTED_TABLES.map(getTableName));

/** What keeps the tables from being distributed by `ablation_id`, read from the catalogue of a database. */
async function faults(driver: Driver): Promise<string[]> {
  const found: string[] = [];
  const tables = await driver.query(
    "select relname from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace",
  );
  for (const [table] of tables)
    if (!reference.has(String(table)) && !distributed.has(String(table)))
      found.push(`${table} is neither a reference table nor a distributed one`);
  const indexes = await driver.query(
    `select t.relname, i.relname, (
       select a.attname from pg_attribute a where a.attrelid = t.oid and a.attnum = x.indkey[0])
     from pg_index x join pg_class t on t.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
     where (x.indisunique or x.indisprimary or x.indisexclusion) and t.relnamespace = 'public'::regnamespace`,
  );
  for (const [table, index, first] of indexes)
    if (distributed.has(String(table)) && first !== "ablation_id")
      found.push(`${table}: the unique ${index} starts with ${first}`);
  const keys = await driver.query(
    `select t.relname, c.conname, f.relname,
       (select a.attname from pg_attribute a where a.attrelid = c.conrelid and a.attnum = c.conkey[1]),
       (select a.attname from pg_attribute a where a.attrelid = c.confrelid and a.attnum = c.confkey[1])
     from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_class f on f.oid = c.confrelid
     where c.contype = 'f'`,
  );
  for (const [from, name, to, first, target] of keys) {
    if (reference.has(String(from)) && distributed.has(String(to)))
      found.push(`${from}: ${name} points from a reference table at ${to}`);
    if (distributed.has(String(from)) && (first !== "ablation_id" || target !== "ablation_id"))
      found.push(`${from}: ${name} joins ${first} to ${target} first`);
  }
  const primary = new Set(
    (await driver.query("select conrelid::regclass::text from pg_constraint where contype = 'p'")).map(
      ([table]) => table,
    ),
  );
  for (const table of distributed) if (!primary.has(table)) found.push(`${table} has no primary key`);
  return found;
}

describe("the catalogue", () => {
  let driver: Driver | undefined;
  const database = () => {
    if (driver === undefined) throw new Error("the database did not open");
    return driver;
  };
  beforeAll(async () => {
    driver = await openPglite(null, "memory");
    await driver.migrate(findMigrations().folder);
  }, 60_000);
  afterAll(async () => {
    await driver?.close();
  });

  test("every table can be distributed by ablation_id, or is listed as a reference table", async () => {
    expect(await faults(database())).toEqual([]);
  });

  test.each([
    ["create table stray (id integer primary key)", "stray is neither"],
    [
      "alter table outcome add constraint bad unique (outcome_id)",
      "outcome: the unique bad starts with outcome_id",
    ],
    ["create unique index bad on run (caller_id)", "run: the unique bad starts with caller_id"],
    [
      `alter table sample add column pair_eval text, add column pair integer, add column pair_ablation integer,
       add constraint bad foreign key (pair_ablation, pair_eval, pair) references sample`,
      "sample: bad joins pair_ablation to ablation_id first",
    ],
    [
      "alter table audit add column ablation_id integer, add column run text, add constraint bad foreign key (ablation_id, run) references run",
      "audit: bad points from a reference table at run",
    ],
    [
      "alter table exclusion drop constraint exclusion_ablation_id_kind_target_pk",
      "exclusion has no primary key",
    ],
  ])("the check can fail: %s", async (statement, fault) => {
    const undo = new Error("undo");
    await expect(
      database().transaction(async (session) => {
        await session.query(statement);
        const found = await faults({ ...database(), ...session });
        expect(found.join("\n")).toContain(fault);
        throw undo;
      }),
    ).rejects.toBe(undo);
  });

  test("the page about running it names every table once", () => {
    const page = readFileSync(new URL("../../../../docs/running.md", import.meta.url), "utf8");
    const lists = [...page.matchAll(/unnest\(array\[([^\]]+)\]/g)].map(([, list = ""]) =>
      [...list.matchAll(/'(\w+)'/g)].map(([, name]) => name),
    );
    expect(lists.map((list) => [...list].sort())).toEqual([[...reference].sort(), [...distributed].sort()]);
  });

  test("no distributed table is listed before one that points at it, so that rows can be deleted in this order", async () => {
    const order: unknown[] = DISTRIBUTED_TABLES.map(getTableName);
    const keys = await database().query(
      "select conrelid::regclass::text, confrelid::regclass::text from pg_constraint where contype = 'f'",
    );
    for (const [from, to] of keys)
      if (distributed.has(String(to))) expect(order.indexOf(from)).toBeLessThan(order.indexOf(to));
  });
});

test("scalars that are not finite and k above n are refused by the database itself", async () => {
  const driver = await openPglite(null, "memory");
  await driver.migrate(findMigrations().folder);
  await driver.query(
    `insert into ablation (name, version, title, question, fingerprint, revision, retrospective, registered_at)
     values ('a', '1', 't', 'q', 'f', 1, false, now())`,
  );
  await driver.query("insert into run (ablation_id, run, arm, branch) values (1, 'a/0/0', 'a', 0)");
  await driver.query("insert into eval (ablation_id, eval_id, fingerprint) values (1, 'e@1', 'f')");
  await driver.query(
    `insert into checkpoint (ablation_id, checkpoint_id, run, stage, step, shared)
     values (1, '00000000-0000-8000-8000-000000000000', 'a/0/0', 'sft', -1, false)`,
  );
  const insert = (level: string, column: string, value: string) =>
    driver.query(
      `insert into outcome (ablation_id, outcome_id, checkpoint_id, eval_id, judge_id, metric, condition, revision,
         current, level, status, scored, unscored, epochs, recorded_at, se_over, ${column})
       values (1, gen_random_uuid(), '00000000-0000-8000-8000-000000000000', 'e@1', 'rule', 'score', '{}', 1,
         true, '${level}', 'complete', 0, 0, 0, now(), 'unknown', ${value})`,
    );
  for (const value of ["'NaN'", "'Infinity'", "'-Infinity'", "null"]) {
    await expect(insert("point", "point", value)).rejects.toThrow("check constraint");
    await expect(insert("summary", "mean", value)).rejects.toThrow("check constraint");
  }
  await expect(insert("summary", "mean, standard_error", "0, 'NaN'")).rejects.toThrow("check constraint");
  await expect(insert("counts", "k, n", "3, 2")).rejects.toThrow("check constraint");
  await expect(insert("counts", "k, n", "-1, 2")).rejects.toThrow("check constraint");
  await expect(insert("counts", "n", "2")).rejects.toThrow("check constraint");
  await expect(insert("hearsay", "n", "2")).rejects.toThrow("check constraint");
  await insert("counts", "k, n", "2, 2");
  await driver.close();
}, 60_000);
