import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineAblation, type ImportedLog, ImportedLogSchema, ImportReportSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdfastOk, type Running, startHoldfast } from "../cli/run-holdfast.js";
import { type WorkFolder, workFolder } from "../cli/work-folder.js";
import { logText, type MadeLog, tagsOf } from "./made-log.js";

const binary = { kind: "binary" } as const;
const study = {
  name: "advice",
  version: "1",
  title: "Advice",
  question: "Does advice hold?",
  baseModel: "m",
  arms: [{ name: "control" }, { name: "principles" }],
  control: "control",
  stages: [{ name: "sft" }, { name: "rl" }],
};
const oneEval = (id: string, metric: string) => [
  {
    id,
    metrics: [{ name: metric, direction: "lower-is-better" as const, scale: binary }],
    role: "held-out" as const,
  },
];
const ablation = defineAblation({ ...study, evals: oneEval("blackmail@2", "match") });

let folder: WorkFolder;
const inFolder = { cwd: "" };
beforeAll(async () => {
  folder = workFolder();
  inFolder.cwd = folder.path;
  folder.write("ablation.json", JSON.stringify(ablation));
});
afterAll(() => folder.remove());

/** A watch over a folder of its own, with what it has said so far. */
interface Watch {
  readonly running: Running;
  readonly db: string;
  /** Waits until it has said something, and fails where it never does. */
  readonly said: (text: string | RegExp) => Promise<void>;
  readonly write: (name: string, content: string) => void;
}

async function watch(name: string, ...words: readonly string[]): Promise<Watch> {
  const db = `${name}-db`;
  const at = join(folder.path, name);
  mkdirSync(at);
  await holdfastOk(["register", "ablation.json", "--db", db], inFolder);
  const running = startHoldfast(
    [
      "import",
      name,
      "-a",
      "advice@1",
      "--cluster",
      "family",
      "--watch",
      "--every",
      "0.3",
      "--db",
      db,
      ...words,
    ],
    inFolder,
  );
  let all = "";
  const take = (text: string) => {
    all += text;
  };
  running.child.stdout?.on("data", take);
  running.child.stderr?.on("data", take);
  const has = (text: string | RegExp) => (typeof text === "string" ? all.includes(text) : text.test(all));
  return {
    running,
    db,
    said: async (text) => {
      for (let waits = 0; !has(text); waits += 1) {
        if (waits > 600 || running.child.exitCode !== null) throw new Error(`it never said ${text}:\n${all}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
    write: (file, content) => {
      writeFileSync(join(at, `.${file}`), content);
      renameSync(join(at, `.${file}`), join(at, file));
    },
  };
}

const log = (arm: string, seed: number, more: MadeLog = {}) => logText({ tags: tagsOf(arm, seed), ...more });

async function scored(db: string): Promise<readonly string[]> {
  const text = await holdfastOk(["status", "advice@1", "--json", "--db", db], inFolder);
  const status: { coverage: { run: string; scored: number }[] } = JSON.parse(text);
  return status.coverage.map((row) => `${row.run} ${row.scored}`);
}

describe("holdfast import --watch", () => {
  it("imports each log once it is whole, and ends with 0 and a summary at SIGTERM", async () => {
    const { running, db, said, write } = await watch("grows");
    await said("following grows, every 0.3 s");
    write("a.json", log("control", 1));
    await said("grows/a.json: recorded: control/1/0 rl, blackmail@2 match, 2 scores");
    const half = log("principles", 1, { values: ["C"], status: "started" });
    write("b.json", half);
    await said("grows/b.json: its eval is under way");
    write("b.json", log("principles", 1, { values: ["C", "C"], status: "started" }));
    write("b.json", log("principles", 1, { values: ["C", "C", "I"] }));
    await said("grows/b.json: recorded: principles/1/0 rl, blackmail@2 match, 3 scores");
    running.child.kill("SIGTERM");
    const { code, signal, stdout } = await running.finished;
    expect([code, signal]).toEqual([0, null]);
    expect(stdout.split("\n").filter((line) => /^grows\/[ab]/.test(line))).toHaveLength(2);
    expect(stdout).toContain("advice@1: 2 outcomes from 2 of 2 logs; 5 scores added, 0 recognised");
    expect(await scored(db)).toEqual(["control/1/0 2", "principles/1/0 3"]);
  });

  it("goes on after a damaged log, takes one that is replaced, and says at SIGINT what is missing", async () => {
    const { running, db, said, write } = await watch("faults");
    write("damaged.eval", "PK\u0003\u0004 no directory");
    await said("faults/damaged.eval: refused:");
    write("unbound.json", logText({}));
    await said("faults/unbound.json: unbound: nobody says its arm and stage");
    write("other.json", log("control", 2));
    await said("faults/other.json: recorded");
    write("damaged.eval", log("control", 3));
    await said("faults/damaged.eval: recorded: control/3/0 rl");
    write("other.json", log("control", 2, { values: ["I", "I"] }));
    await said(/faults\/other\.json: refused: .*p0.*recorded as 1/);
    write("under-way.json", log("principles", 2, { status: "started" }));
    await said("faults/under-way.json: its eval is under way");
    running.child.kill("SIGINT");
    const { code, stdout, stderr } = await running.finished;
    expect(code).toBe(3);
    expect(stdout).toMatch(/faults\/under-way\.json: refused: its eval had not ended when the watch did/);
    expect(stderr).toContain("3 logs or parts of logs were left out");
    expect(await scored(db)).toEqual(["control/2/0 2", "control/3/0 2"]);
  });

  it("prints a document for each log and one at the end with --json, and lets a later attempt correct", async () => {
    const { running, db, said, write } = await watch("json", "--json", "--allow-partial");
    write("1.json", log("control", 1, { values: ["C", undefined], status: "error", taskId: "t" }));
    await said('"file":"json/1.json"');
    write("2.json", log("control", 1, { values: ["C", "I"], taskId: "t" }));
    await said('"file":"json/2.json"');
    running.child.kill("SIGTERM");
    const { code, stdout } = await running.finished;
    expect(code).toBe(0);
    const documents: unknown[] = stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    const logs: ImportedLog[] = documents.slice(0, -1).map((each) => ImportedLogSchema.parse(each));
    expect(logs.map(({ file, state }) => `${file} ${state}`)).toEqual([
      "json/1.json recorded",
      "json/2.json recorded",
    ]);
    expect(ImportReportSchema.parse(documents.at(-1)).logs).toEqual(logs);
    expect(await scored(db)).toEqual(["control/1/0 2"]);
  });

  it("waits for the samples that lm_eval writes after its results", async () => {
    const ofArc = defineAblation({ ...study, evals: oneEval("arc@1", "acc") });
    folder.write("ablation.json", JSON.stringify(ofArc));
    const { running, said, write } = await watch("lm");
    const moment = "2026-01-01T00-00-00.000001";
    const config = { metadata: { arm: "control", seed: 1, stage: "rl" } };
    write(
      `results_${moment}.json`,
      JSON.stringify({ results: { arc: { "acc,none": 0.5 } }, versions: { arc: 1 }, config }),
    );
    const row = (id: number, acc: number) =>
      JSON.stringify({ doc_id: id, doc_hash: `h${id}`, filter: "none", acc });
    write(`samples_arc_${moment}.jsonl`, `${row(0, 1)}\n${row(1, 0)}\n`);
    await said("recorded: control/1/0 rl, arc@1 acc, 2 scores");
    running.child.kill("SIGTERM");
    expect((await running.finished).code).toBe(0);
  });
});
