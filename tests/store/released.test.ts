import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { HoldfastClient } from "@holdfast/api/client";
import { openLocal } from "@holdfast/api/local";
import { createTestDatabase, loadSql, skipReason, streamOf, testServer } from "@holdfast/store/testing";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";

const released = fileURLToPath(new URL("./released/", import.meta.url));
const hashes = new URL("../../migrations/hashes.json", import.meta.url);
const scratch = mkdtempSync(join(tmpdir(), "holdfast-released-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const MIGRATIONS = Object.keys(
  z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(hashes, "utf8"))),
).map((file) => file.slice(0, 4));
const KEPT = readdirSync(released).filter((name) => /^\d{4}$/.test(name));
const EstimatesSchema = z.record(
  z.enum(["effects", "durability"]),
  z.array(z.tuple([z.string(), z.record(z.string(), z.number())])),
);
/** What archives of the first format did not hold. */
const LATER = /^\{"kind":"(mlflow-|watch|alarm)/;

const textOf = (migration: string, file: string) => readFileSync(join(released, migration, file), "utf8");
const linesOf = (migration: string, name: string) =>
  textOf(migration, `${name}.ndjson`).trimEnd().split("\n");

async function exported(client: HoldfastClient, identity: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of client.exportArchive(identity)) lines.push(line);
  return lines;
}

type Numbers = Readonly<Record<string, number>>;

/** The numbers of an object by their places in it, without those of objects in it that are findings themselves. */
function numbersIn(value: unknown, place = ""): [string, number][] {
  if (typeof value === "number") return [[place, value]];
  if (typeof value !== "object" || value === null || (place !== "" && "status" in value)) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    numbersIn(part, place === "" ? key : `${place}/${key}`),
  );
}

/** The numbers of every finding of an answer that was estimated, wherever it stands. */
function estimatesIn(value: unknown): Numbers[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "status" in value && value.status === "estimated" ? [Object.fromEntries(numbersIn(value))] : [];
  return [...own, ...Object.values(value).flatMap(estimatesIn)];
}

/** Whether a finding has these numbers, beside others that a later version may have added. */
function hasNumbers(finding: Numbers, numbers: Numbers): boolean {
  return Object.entries(numbers).every(([place, kept]) => {
    const now = finding[place];
    return now !== undefined && Math.abs(now - kept) <= 1e-9 * Math.max(1, Math.abs(kept));
  });
}

async function checkRecord(client: HoldfastClient, migration: string): Promise<void> {
  const { migrations } = await client.health();
  expect(migrations).toEqual({ applied: MIGRATIONS.length, known: MIGRATIONS.length });
  expect((await client.list()).ablations.map(({ identity }) => identity)).toEqual(["released@1"]);
  const away = (await client.list({ archived: true })).ablations;
  expect(away).toMatchObject([{ identity: "put-away@1", retrospective: true, archived: true, outcomes: 1 }]);
  for (const name of ["released", "put-away"]) {
    const now = (await exported(client, `${name}@1`)).slice(1, -1).filter((line) => !LATER.test(line));
    expect(now).toEqual(linesOf(migration, name).slice(1, -1));
  }
  const { revisions } = await client.revisions("released@1");
  expect(revisions.map(({ revision, known }) => [revision, known])).toEqual([
    [1, "nothing-run"],
    [2, "analysed"],
  ]);
  expect((await client.exclusions("released@1")).exclusions).toMatchObject([{ reason: "it diverged" }]);
  expect((await client.interventions("released@1")).interventions).toMatchObject([{ step: 150 }]);
  const { outcomes } = await client.outcomes("released@1", {
    run: "control/1/0",
    eval: "articles@1",
    revisions: "all",
  });
  expect(outcomes.map(({ revision, current, value }) => [revision, current, value])).toEqual([
    [1, false, { level: "counts", counts: { k: 14, n: 40 } }],
    [2, true, { level: "counts", counts: { k: 13, n: 40 } }],
  ]);
}

async function checkAnswers(client: HoldfastClient, migration: string): Promise<void> {
  const kept = EstimatesSchema.parse(JSON.parse(textOf(migration, "estimates.json")));
  for (const question of ["effects", "durability"] as const) {
    const now = estimatesIn(await client[question]("released@1"));
    expect(kept[question].length).toBeGreaterThan(5);
    for (const [place, numbers] of kept[question])
      expect(
        now.some((finding) => hasNumbers(finding, numbers)),
        `${question}${place} was ${JSON.stringify(numbers)}, and is not among ${JSON.stringify(now)}`,
      ).toBe(true);
  }
}

/** What came with the service, in a database of 0001 and later. */
async function checkService(client: HoldfastClient): Promise<void> {
  const lineage = await client.run("released@1", "control/7/0");
  expect(lineage.run).toMatchObject({
    ...{ callerId: "job-7", environment: { name: "gym", variant: "v2" }, metrics: 2 },
    state: { status: "failed", startedAt: "2026-11-01T10:00:00.000Z", endedAt: "2026-11-01T12:30:00.000Z" },
  });
  expect(lineage.checkpoints).toMatchObject([
    { stage: "rl", step: 40, tokens: 40_000, uri: "s3://bucket/40" },
  ]);
  const { metrics } = await client.metrics("released@1", { run: "control/7/0", key: "loss" });
  expect(metrics.map(({ step, value }) => [step, value])).toEqual(
    Array.from({ length: 30 }, (_, index) => [2 * index, index === 2 ? "NaN" : 2 / (2 * index + 1)]),
  );
  const { runs } = await client.mlflowRuns("released@1");
  expect(runs).toMatchObject([
    {
      ...{ name: "rl of seed 8", run: "difficult-advice/8/0", stage: "rl", status: "finished" },
      declared: [{ dataset: "chats", rows: 900 }],
      files: [
        { path: "deep/bytes.bin", size: 3000 },
        { path: "notes.txt", size: 6 },
      ],
    },
  ]);
  const { watches } = await client.watches("released@1");
  expect(watches.map(({ question }) => question.limit).sort()).toEqual([0.05, 0.9]);
  const [alarm] = watches.flatMap(({ alarms }) => alarms);
  expect(alarm).toMatchObject({ eval: "articles@1", bad: "above", limit: 0.05, trial: 1 });
  const { tokens } = await client.tokens();
  expect(
    tokens.map(({ name, role, ablation, revokedAt }) => [name, role, ablation, revokedAt !== null]),
  ).toEqual([
    ["gone", "reader", null, true],
    ["cluster", "recorder", "released@1", false],
  ]);
  expect((await client.webhooks()).webhooks).toMatchObject([{ kinds: ["alarm"], identity: "released@1" }]);
  const ended = new AbortController();
  const kinds = new Set<string>();
  for await (const { kind } of client.events({ after: 0, signal: ended.signal })) {
    kinds.add(kind);
    if (kind === "alarm") ended.abort();
  }
  expect([...kinds]).toEqual(
    expect.arrayContaining(["registered", "recorded", "excluded", "amended", "alarm"]),
  );
}

describe("what earlier versions left", () => {
  test("is kept for every migration before the newest: see tests/store/released/README.md", () => {
    const missing = MIGRATIONS.slice(0, -1).filter((migration) => !KEPT.includes(migration));
    expect(missing, "fill a database through the version before this migration, and keep it").toEqual([]);
    expect(KEPT.filter((migration) => !MIGRATIONS.includes(migration))).toEqual([]);
  });

  test.each(KEPT)("%s is small, and says nothing of the machine it was made on", (migration) => {
    for (const file of readdirSync(join(released, migration))) {
      expect(statSync(join(released, migration, file)).size).toBeLessThan(200_000);
      expect(textOf(migration, file)).not.toMatch(/\/(home|Users|root|tmp|work)\//);
    }
    expect(existsSync(join(released, `fill-${migration}.mjs`))).toBe(true);
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
    ...{ name: "PGlite", skipped: false },
    make: async (label) => ({ url: join(scratch, label), drop: async () => undefined }),
  },
  {
    name: `PostgreSQL${reason === undefined ? "" : ` (${reason})`}`,
    skipped: server === undefined,
    make: (label) => createTestDatabase(server ?? "", label),
  },
];

for (const { name, skipped, make } of engines) {
  describe.skipIf(skipped)(name, () => {
    test.each(KEPT)(
      "a database of %s reads as it did, and answers as it did, after its upgrade",
      async (migration) => {
        const { url, drop } = await make(`from_${migration}`);
        await loadSql(url, textOf(migration, "database.sql"));
        const { client, close } = await openLocal(url, { actor: "tester", now: () => new Date() });
        await checkRecord(client, migration);
        if (migration >= "0001") await checkService(client);
        await checkAnswers(client, migration);
        await close();
        await drop();
      },
    );

    test.each(KEPT)("the archives of %s are restored, line by line", async (migration) => {
      const { url, drop } = await make(`archives_${migration}`);
      const { client, close } = await openLocal(url, { actor: "tester", now: () => new Date() });
      for (const archive of ["released", "put-away"]) {
        const lines = linesOf(migration, archive);
        expect((await client.importArchive(streamOf(lines))).identity).toBe(`${archive}@1`);
        expect((await exported(client, `${archive}@1`)).slice(1, -1)).toEqual(lines.slice(1, -1));
      }
      await checkAnswers(client, migration);
      await close();
      await drop();
    });
  });
}
