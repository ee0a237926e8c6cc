import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openLocal } from "@holdfast/api/local";
import { defineAblation, type ImportReport, ImportReportSchema } from "@holdfast/core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runInProcess } from "../cli/run-in-process.js";
import { PLAIN, WITH_MLFLOW_STORE, WITH_TRACKIO } from "../python/pythons.js";
import { programOk } from "../python/run-python.js";

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const graded = { kind: "graded", lower: 0, upper: 1 } as const;
const ablation = defineAblation({
  name: "advice",
  version: "1",
  title: "Advice",
  question: "Does advice hold?",
  baseModel: "m",
  arms: [{ name: "control" }, { name: "principles" }],
  control: "control",
  stages: [{ name: "sft" }, { name: "rl" }],
  evals: [
    {
      id: "blackmail@2",
      metrics: [{ name: "score", direction: "lower-is-better", scale: graded }],
      role: "held-out",
    },
    {
      id: "arc@1",
      metrics: [{ name: "acc", direction: "higher-is-better", scale: { kind: "binary" } }],
      role: "guardrail",
    },
  ],
});

let local: Awaited<ReturnType<typeof openLocal>>;
let folder = "";
beforeAll(async () => {
  local = await openLocal("memory://", {
    actor: "test",
    onFault: () => {},
    now: () => new Date("2026-01-02T03:04:05Z"),
  });
});
afterAll(async () => local?.close());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-trackers-"));
  await local.client.register(ablation);
});
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await local.client.remove("advice@1");
});

async function imported(...words: string[]): Promise<ImportReport & { readonly code: number }> {
  const given = ["import", ...words, "-a", "advice@1", "--cluster", "none", "--json"];
  const { code, stdout } = await runInProcess({ cwd: folder, client: local.client }, given);
  return { ...ImportReportSchema.parse(JSON.parse(stdout)), code };
}

async function recorded(): Promise<readonly string[]> {
  const { outcomes } = await local.client.outcomes("advice@1", { limit: 200 });
  return outcomes.map(({ run, stage, step, eval: of, value }) => {
    const said =
      value.level === "counts"
        ? `${value.counts.k}/${value.counts.n}`
        : value.level === "point"
          ? value.point.toFixed(3)
          : value.level;
    return `${run} ${stage} ${step} ${of} ${said}`;
  });
}

/** Everything in the folder, by name and content. */
const contents = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name, parentPath }) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(parentPath, name)))
        .digest("hex"),
    ]);

describe.skipIf(WITH_MLFLOW_STORE.program === null)(`a store of MLflow (${WITH_MLFLOW_STORE.name})`, () => {
  it("gives points of the metrics that name evals, run by run, and is left as it was", async () => {
    await programOk(WITH_MLFLOW_STORE.program ?? "", [script("make-mlflow-store.py"), "mlflow.db"], {
      cwd: folder,
    });
    const before = contents();
    const report = await imported("mlflow.db");
    expect(
      report.logs.map(({ file, state, run }) => [file.replace(/ \([0-9a-f]{8}\)$/, ""), state, run]),
    ).toEqual([
      ["mlflow.db#control-1", "recorded", "control/1/0"],
      ["mlflow.db#principles-1", "recorded", "principles/1/0"],
      ["mlflow.db#principles-2", "recorded", "principles/2/0"],
      ["mlflow.db#no-seed", "recorded", expect.stringMatching(/^control\/unknown/)],
      ["mlflow.db#nobody", "unbound", null],
    ]);
    expect((await recorded()).filter((line) => line.startsWith("control/1/0"))).toEqual([
      "control/1/0 rl 0 arc@1 0.500",
      "control/1/0 rl 0 blackmail@2 0.250",
      "control/1/0 rl 100 arc@1 0.500",
      "control/1/0 rl 100 blackmail@2 0.350",
      "control/1/0 rl 200 arc@1 0.500",
      "control/1/0 rl 200 blackmail@2 0.450",
      "control/1/0 rl 300 arc@1 6/8",
    ]);
    expect(report.logs[0]?.leftOut.map(({ what }) => what)).toEqual(["`eval_blackmail`"]);
    expect(contents()).toEqual(before);
    expect(await imported("mlflow.db")).toMatchObject({ added: 0, recognised: report.added });
    expect((await local.client.inbox()).logs.map(({ part }) => part?.slice(0, 6))).toEqual(["nobody"]);
  });
});

describe.skipIf(WITH_TRACKIO.program === null)(`a project of Trackio (${WITH_TRACKIO.name})`, () => {
  it("gives points of the metrics that name evals, run by run, and is left as it was", async () => {
    await programOk(WITH_TRACKIO.program ?? "", [script("make-trackio.py"), folder], { cwd: folder });
    const file = readdirSync(folder).find((name) => name.endsWith(".db")) ?? "";
    const before = contents();
    const report = await imported(file);
    expect(report.logs.map(({ state, run }) => [state, run])).toEqual([
      ["recorded", "control/1/0"],
      ["recorded", "principles/1/0"],
    ]);
    expect((await recorded()).filter((line) => line.startsWith("control/1/0"))).toEqual([
      "control/1/0 rl 0 blackmail@2 0.250",
      "control/1/0 rl 100 blackmail@2 0.350",
      "control/1/0 rl 200 blackmail@2 0.450",
      "control/1/0 rl 300 arc@1 6/8",
    ]);
    expect(contents()).toEqual(before);
  });
});

const WAL = `
import json, os, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("PRAGMA journal_mode = WAL")
db.execute("CREATE TABLE metrics (id INTEGER PRIMARY KEY, timestamp TEXT, run_name TEXT, step INTEGER, metrics TEXT)")
db.execute("CREATE TABLE configs (id INTEGER PRIMARY KEY, run_name TEXT, config TEXT, created_at TEXT)")
db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
said = {"holdfast.arm": "control", "holdfast.stage": "sft", "holdfast.seed": 4}
db.execute("INSERT INTO configs VALUES (1, 'r', ?, 't')", (json.dumps(said),))
db.execute("INSERT INTO metrics VALUES (1, '2026-01-01T00:00:00', 'r', 7, ?)", (json.dumps({"blackmail": 0.5}),))
db.commit()
os._exit(0)
`;

describe.skipIf(PLAIN.program === null)(`a database with a write-ahead log (${PLAIN.name})`, () => {
  it("is read with what stands in its log alone, and neither file is touched", async () => {
    await programOk(PLAIN.program ?? "", ["-c", WAL, "wal.db"], { cwd: folder });
    expect(existsSync(join(folder, "wal.db-wal"))).toBe(true);
    const before = contents();
    const report = await imported("wal.db");
    expect([report.logs.map(({ state }) => state), await recorded()]).toEqual([
      ["recorded"],
      ["control/4/0 sft 7 blackmail@2 0.500"],
    ]);
    expect(contents()).toEqual(before);
  });
});
