import { createApp } from "@holdfast/api";
import { createClient, type HoldfastClient } from "@holdfast/api/client";
import {
  ABLATIONS,
  createTestDatabase,
  fillLargeRecord,
  LARGE_RUNS,
  type ObservedStatement,
  type ObservedStore,
  openObserved,
  RUNS,
  skipReason,
  testServer,
} from "@holdfast/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";

const server = testServer(process.env);
const reason = skipReason(process.env);

/** What one statement may take on the server, in milliseconds. */
const MOST_MS = 50;
/** A machine that others use too: the fastest of so many is what the statement takes. */
const TRIES = 5;
/** Tables that grow with the record. */
const BIG = new Set([
  "run",
  "checkpoint",
  "outcome",
  "outcome_page",
  "run_state",
  "metric_series",
  "event",
  "audit",
]);

interface PlanNode {
  readonly "Node Type": string;
  readonly "Relation Name"?: string | undefined;
  readonly Plans?: PlanNode[] | undefined;
}
const NodeSchema: z.ZodType<PlanNode> = z.lazy(() =>
  z.looseObject({
    "Node Type": z.string(),
    "Relation Name": z.string().optional(),
    Plans: z.array(NodeSchema).optional(),
  }),
);
const ExplainedSchema = z.tuple([
  z.looseObject({ Plan: NodeSchema, "Planning Time": z.number(), "Execution Time": z.number() }),
]);

function scansIn(node: PlanNode): string[] {
  const name = node["Relation Name"];
  const own = node["Node Type"].endsWith("Seq Scan") && name !== undefined ? [name] : [];
  return [...own, ...(node.Plans ?? []).flatMap(scansIn)];
}

describe.skipIf(server === undefined)(`lists${reason === undefined ? "" : ` (${reason})`}`, () => {
  let observed: ObservedStore;
  let client: HoldfastClient;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const database = await createTestDatabase(server ?? "", "lists");
    drop = database.drop;
    observed = await openObserved(database.url);
    await fillLargeRecord(observed);
    const app = createApp({ store: observed.store, now: () => new Date(0), actor: "lists" });
    client = createClient("http://lists.test", { fetch: (input, init) => app.request(input, init) });
    // the first list counts what nobody counted yet
    await client.ablations({ limit: 1 });
    await observed.query(
      `update overview set sentence = 'The lead held.', analysed_event = counted_event, analysed_at = now(),
         verdict = (array['retained', 'lost', 'inconclusive'])[1 + ablation_id % 3], inputs_fingerprint = 'x'`,
    );
    await observed.query("vacuum analyze overview");
    observed.takeStatements();
  }, 60_000);
  afterAll(async () => {
    await observed?.close();
    await drop?.();
  });

  async function explained({ text, parameters }: ObservedStatement) {
    let fastest = Number.POSITIVE_INFINITY;
    let scanned: string[] = [];
    for (let tried = 0; tried < TRIES && (tried === 0 || fastest > MOST_MS); tried += 1) {
      const [row] = await observed.query(`explain (analyze, format json) ${text}`, parameters);
      const [plan] = ExplainedSchema.parse(row?.[0]);
      fastest = Math.min(fastest, plan["Planning Time"] + plan["Execution Time"]);
      scanned = scansIn(plan.Plan).filter((name) => BIG.has(name));
    }
    return { fastest, scanned };
  }

  /** What is slow or reads a whole table among the statements that a question sends. */
  async function faultsOf(ask: () => Promise<unknown>) {
    observed.takeStatements();
    await ask();
    const statements = observed.takeStatements();
    expect(statements.length).toBeGreaterThan(0);
    const faults: string[] = [];
    for (const statement of statements) {
      if (/^\s*(insert|update|delete)\b/.test(statement.text)) continue;
      const { fastest, scanned } = await explained(statement);
      if (fastest > MOST_MS) faults.push(`${fastest.toFixed(0)} ms: ${statement.text}`);
      if (scanned.length > 0) faults.push(`reads all of ${scanned.join(", ")}: ${statement.text}`);
    }
    return faults;
  }

  test("every ablation and every run is there, and counted", async () => {
    const { ablations } = await client.list();
    expect(ablations).toHaveLength(ABLATIONS);
    expect(ablations.reduce((sum, { runs }) => sum + runs, 0)).toBe(RUNS);
    expect(ablations[0]).toMatchObject({ identity: "study-001@1", runs: LARGE_RUNS });
    expect(ablations.every(({ coverage }) => (coverage?.present ?? 0) > 0)).toBe(true);
    let runs = 0;
    for (let cursor: string | undefined; ; ) {
      const page = await client.runs("study-001@1", {
        limit: 1000,
        ...(cursor === undefined ? {} : { cursor }),
      });
      runs += page.runs.length;
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(runs).toBe(LARGE_RUNS);
  });

  test.each([
    ["by identity", {}],
    ["by title, of a page of 24", { sort: "title", limit: 24 }],
    ["the newest first", { sort: "newest", limit: 24 }],
    ["those analysed last", { sort: "analysed", limit: 24 }],
    ["with a word in it", { q: "BLACKMAIL", limit: 24 }],
    ["with nothing found", { q: "nowhere", limit: 24 }],
    ["with holes", { status: "partial", limit: 24 }],
    ["with a verdict", { verdict: "lost", archived: "any", limit: 24 }],
  ] as const)("ablations %s", async (_name, filter) => {
    expect(await faultsOf(() => client.ablations(filter))).toEqual([]);
    const { next } = await client.ablations(filter);
    if (next !== null)
      expect(await faultsOf(() => client.ablations({ ...filter, cursor: next }))).toEqual([]);
  });

  test.each([
    ["of an arm", { arm: "stories" }],
    ["of a seed", { seed: 700 }],
    ["at a stage", { stage: "rl" }],
    ["at a stage that none has", { stage: "sdf" }],
    ["that failed", { status: "failed" }],
    ["of which nobody said how they stand", { status: "unknown" }],
    ["that were set aside", { excluded: "only" }],
    ["that were not", { excluded: "without" }],
    ["with a word in it", { text: "JOB-999" }],
    ["with nothing found", { text: "nowhere" }],
    ["without outcomes", { hasOutcomes: false }],
    ["with outcomes", { hasOutcomes: true }],
    ["by several of these", { arm: "advice", stage: "rl", status: "finished", text: "99" }],
    ["one and all", {}],
  ] as const)("runs %s", async (_name, filter) => {
    for (const identity of ["study-001@1", "study-250@1"])
      expect(await faultsOf(() => client.runs(identity, filter))).toEqual([]);
    const { next } = await client.runs("study-001@1", filter);
    if (next !== null)
      expect(await faultsOf(() => client.runs("study-001@1", { ...filter, cursor: next }))).toEqual([]);
  });

  test("one run, and the trail of one ablation and of all", async () => {
    expect(await faultsOf(() => client.run("study-001@1", "stories/700/0"))).toEqual([]);
    expect(await faultsOf(() => client.audit({ identity: "study-001@1" }))).toEqual([]);
    const { next } = await client.audit({ identity: "study-001@1", limit: 500 });
    expect(await faultsOf(() => client.audit({ identity: "study-001@1", cursor: next ?? "" }))).toEqual([]);
    expect(await faultsOf(() => client.audit())).toEqual([]);
  });

  test("a list counts again what was recorded since, and nothing else", async () => {
    await client.recordLines("study-250@1", [
      { arm: "advice", seed: 3, stage: "rl", step: 500, eval: "honeypot@1", counts: { k: 1, n: 9 } },
    ]);
    observed.takeStatements();
    await client.ablations({ limit: 24 });
    const counted = observed.takeStatements().filter(({ text }) => text.startsWith('insert into "overview"'));
    expect(counted).toHaveLength(1);
    const faults = await faultsOf(async () => observed.store.arrivedCells("study-250@1"));
    expect(faults).toEqual([]);
  });

  test("the check can fail", async () => {
    const all = { text: "select count(*) from outcome where judge_id = 'rule'", parameters: [] };
    expect((await explained(all)).scanned).toEqual(["outcome"]);
    const slow = { text: "select pg_sleep(0.06)", parameters: [] };
    expect((await explained(slow)).fastest).toBeGreaterThan(MOST_MS);
  });
});
