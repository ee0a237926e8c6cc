import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { evidenceFingerprint } from "@holdfast/core";
import { openStore } from "@holdfast/store";
import { createTestDatabase, fullRecord, refusal, skipReason, testServer } from "@holdfast/store/testing";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, "migrations");
const scratch = mkdtempSync(join(tmpdir(), "holdfast-migrations-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const JournalSchema = z.looseObject({
  entries: z.array(z.looseObject({ idx: z.number(), when: z.number(), tag: z.string() })),
});
const readJournal = () =>
  JournalSchema.parse(JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8")));
const journal = readJournal();

/** A copy of the folder with the first migrations only, and those added to it. */
function folderWith(
  label: string,
  count: number,
  added: readonly { tag: string; sql: string }[] = [],
): string {
  const copy = join(scratch, label);
  mkdirSync(join(copy, "meta"), { recursive: true });
  const kept = journal.entries.slice(0, count);
  for (const { tag } of kept) cpSync(join(folder, `${tag}.sql`), join(copy, `${tag}.sql`));
  for (const { tag, sql } of added) writeFileSync(join(copy, `${tag}.sql`), sql);
  const last = kept.at(-1);
  const entries = [
    ...kept,
    ...added.map(({ tag }, index) => ({
      ...last,
      idx: kept.length + index,
      when: (last?.when ?? 0) + 1 + index,
      tag,
    })),
  ];
  writeFileSync(join(copy, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
  return copy;
}

describe("the folder of migrations", () => {
  const generateInto = (copy: string) => {
    // drizzle-kit takes paths from where it runs, and puts ./ before them
    const args = [
      ...["generate", "--dialect", "postgresql", "--schema", "./packages/store/src/schema/!(*.test).ts"],
      ...["--out", relative(root, copy)],
    ];
    const kit = join(root, "node_modules/drizzle-kit/bin.cjs");
    return execFileSync(process.execPath, [kit, ...args], { cwd: root, encoding: "utf8" });
  };

  test("the schema and the migrations say the same: generating leaves no difference", () => {
    const copy = join(scratch, "generated");
    cpSync(folder, copy, { recursive: true });
    const before = readdirSync(copy);
    expect(generateInto(copy)).toContain("No schema changes");
    expect(readdirSync(copy)).toEqual(before);
  });

  test("that check can fail: without migrations there is a difference", () => {
    const empty = join(scratch, "empty");
    generateInto(empty);
    expect(readdirSync(empty).filter((file) => file.endsWith(".sql"))).toHaveLength(1);
  });

  test("the journal is in order: Drizzle skips a migration that is older than the newest applied one", () => {
    journal.entries.forEach(({ idx, tag, when }, index) => {
      expect(idx).toBe(index);
      expect(tag).toMatch(new RegExp(`^${String(index).padStart(4, "0")}_[a-z]+(-[a-z]+)*$`));
      expect(when).toBeGreaterThan(journal.entries[index - 1]?.when ?? 0);
      expect(existsSync(join(folder, "meta", `${String(index).padStart(4, "0")}_snapshot.json`))).toBe(true);
    });
    const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
    expect(files).toEqual(journal.entries.map(({ tag }) => `${tag}.sql`));
  });

  test("released migrations are not edited: their hashes are locked", () => {
    const locked = z
      .record(z.string(), z.string())
      .parse(JSON.parse(readFileSync(join(folder, "hashes.json"), "utf8")));
    const hashes = Object.fromEntries(
      journal.entries.map(({ tag }) => [
        `${tag}.sql`,
        createHash("sha256")
          .update(readFileSync(join(folder, `${tag}.sql`)))
          .digest("hex"),
      ]),
    );
    expect(hashes).toEqual(locked);
  });
});

const server = testServer(process.env);
const reason = skipReason(process.env);

const engines: readonly {
  readonly name: string;
  readonly skipped: boolean;
  make(label: string): Promise<{ readonly url: string; drop(): Promise<void> }>;
}[] = [
  {
    name: "PGlite",
    skipped: false,
    make: async (label) => ({ url: join(scratch, `db-${label}`), drop: async () => undefined }),
  },
  {
    name: `PostgreSQL${reason === undefined ? "" : ` (${reason})`}`,
    skipped: server === undefined,
    make: (label) => createTestDatabase(server ?? "", label),
  },
];

for (const { name, skipped, make } of engines) {
  describe.skipIf(skipped)(name, () => {
    test.each(journal.entries.map(({ tag }, index) => [tag, index + 1] as const))(
      // only its own version can write into a database of an earlier one, so that such a database is empty here
      "a database of %s is brought up to date, once, the newest with all it holds",
      async (tag, count) => {
        const { url, drop } = await make(`from-${count}`);
        const old = await openStore(url, { migrations: folderWith(`until-${tag}-${url.length}`, count) });
        const isNewest = count === journal.entries.length;
        const identity = isNewest ? await fullRecord(old, "upgraded") : undefined;
        const fingerprintIn = async (store: typeof old) =>
          identity === undefined ? undefined : evidenceFingerprint(await store.evidence(identity));
        const fingerprint = await fingerprintIn(old);
        expect((await old.health()).migrations).toEqual({ applied: count, known: count });
        await old.close();
        for (let opened = 0; opened < 2; opened += 1) {
          const store = await openStore(url);
          const { applied, known } = (await store.health()).migrations;
          expect([applied, known]).toEqual([journal.entries.length, journal.entries.length]);
          expect(await fingerprintIn(store)).toBe(fingerprint);
          await store.close();
        }
        await drop();
      },
    );

    test("a database of a newer version is refused and left as it is", async () => {
      const { url, drop } = await make("newer");
      const tag = "9999_of-tomorrow";
      const sql = "create table tomorrow (ablation_id integer primary key)";
      const newer = folderWith(`newer-${url.length}`, journal.entries.length, [{ tag, sql }]);
      await (await openStore(url, { migrations: newer })).close();
      const refused = await refusal(openStore(url));
      expect(refused).toMatchObject({ code: "newer-database" });
      expect(String(refused.remedy)).toContain("newer");
      const still = await openStore(url, { migrations: newer });
      expect((await still.health()).migrations.applied).toBe(journal.entries.length + 1);
      await still.close();
      await drop();
    });

    test("without migrating, a database stays at its version and says so", async () => {
      const { url, drop } = await make("still");
      const store = await openStore(url, { migrate: false });
      expect((await store.health()).migrations).toEqual({ applied: 0, known: journal.entries.length });
      await store.close();
      await drop();
    });
  });
}

describe.skipIf(server === undefined)(`PostgreSQL${reason === undefined ? "" : ` (${reason})`}`, () => {
  test("many processes that open a new database at once migrate it once", async () => {
    const { url, drop } = await createTestDatabase(server ?? "", "rush");
    const stores = await Promise.all(Array.from({ length: 5 }, () => openStore(url, { connections: 2 })));
    for (const store of stores) {
      expect((await store.health()).migrations.applied).toBe(journal.entries.length);
      await store.close();
    }
    await drop();
  });
});
