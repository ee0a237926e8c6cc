import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openLocal } from "@holdfast/api/local";
import { defineAblation, type ImportReport, ImportReportSchema, InboxListSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runInProcess } from "../cli/run-in-process.js";
import { logText, tagsOf } from "./made-log.js";

const binary = { kind: "binary" } as const;
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
      metrics: [{ name: "match", direction: "lower-is-better", scale: binary }],
      role: "held-out",
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
  await local.client.register(ablation);
  folder = mkdtempSync(join(tmpdir(), "holdfast-inbox-"));
});
afterAll(async () => {
  await local?.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

const run = (...words: string[]) => runInProcess({ cwd: folder, client: local.client, columns: 140 }, words);

async function reportOf(...words: string[]): Promise<ImportReport & { readonly code: number }> {
  const { code, stdout, stderr } = await run(...words, "--json");
  if (stdout === "") throw new Error(stderr);
  return { ...ImportReportSchema.parse(JSON.parse(stdout)), code };
}
const imported = (...words: string[]) =>
  reportOf("import", ...words, "-a", "advice@1", "--cluster", "family");

const waiting = async () => InboxListSchema.parse(JSON.parse((await run("inbox", "--json")).stdout)).logs;
const coverage = async () =>
  (await local.client.status("advice@1")).coverage.map((row) => `${row.run} ${row.stage} ${row.scored}`);

describe("the inbox", () => {
  it("is empty at first, and says what it is for", async () => {
    expect(await run("inbox")).toMatchObject({ code: 0, stdout: expect.stringContaining("No log waits") });
    expect(await run("inbox", "bind", "3f2a", "--arm", "control", "-a", "advice@1")).toMatchObject({
      code: 5,
    });
    expect(await run("inbox", "drop")).toMatchObject({ code: 2 });
    expect(await run("inbox", "bind")).toMatchObject({ code: 2 });
    expect(await run("inbox", "guess")).toMatchObject({ code: 2 });
  });

  it("keeps a log that nobody bound with all that is known of it, once, and not with --dry-run", async () => {
    write("a/nobody.json", logText({ model: "org/m", tags: ["x=y"], metadata: { note: "ü" }, taskId: "t1" }));
    write("b/copy.json", logText({ model: "org/m", tags: ["x=y"], metadata: { note: "ü" }, taskId: "t1" }));
    expect((await imported("a", "--dry-run")).logs[0]?.state).toBe("unbound");
    expect(await waiting()).toEqual([]);
    const first = await imported("a");
    const [entry] = await waiting();
    expect([first.code, first.leftOut, first.logs[0]?.state]).toEqual([3, 1, "unbound"]);
    expect(first.logs[0]?.reason).toContain("It waits in the inbox (`holdfast inbox`).");
    expect(first.logs[0]?.notes.at(-1)).toBe(`In the inbox it is ${entry?.id}.`);
    await imported("a", "b");
    expect(await waiting()).toEqual([
      {
        ...entry,
        file: "b/copy.json",
        ...{
          format: "inspect",
          task: "lab/blackmail",
          model: "org/m",
          tags: ["x=y"],
          metadata: { note: "ü" },
        },
        ...{ taskId: "t1", cluster: "family", addedBy: "test", addedAt: "2026-01-02T03:04:05.000Z" },
        outcomes: [
          { eval: "blackmail@2", metric: "match", judge: "rule", level: "samples", scores: 2, unscored: 0 },
        ],
      },
    ]);
    expect((await run("inbox")).stdout).toMatch(
      /[0-9a-f]{8} +b\/copy\.json +lab\/blackmail +org\/m +blackmail@2 match +2/,
    );
  });

  it("copies a log into the ablation when it is bound, checked as an import checks it", async () => {
    const [entry] = await waiting();
    const id = entry?.id.slice(0, 6) ?? "";
    const to = ["-a", "advice@1"];
    const lacking = await reportOf("inbox", "bind", id, ...to, "--arm", "control");
    expect([lacking.code, lacking.logs[0]?.state]).toEqual([3, "unbound"]);
    const wrong = await reportOf("inbox", "bind", id, ...to, "--arm", "nobody", "--stage", "rl");
    expect([wrong.code, wrong.logs[0]?.state]).toEqual([3, "refused"]);
    const words = [...to, "--arm", "control", "--stage", "rl", "--seed", "1"];
    const dry = await reportOf("inbox", "bind", id, ...words, "--dry-run");
    expect([dry.code, dry.logs[0]?.state, await coverage()]).toEqual([0, "ready", []]);
    const bound = await reportOf("inbox", "bind", id, ...words);
    expect([bound.code, bound.added, bound.logs[0]?.from]).toEqual([
      0,
      2,
      { arm: "--arm", seed: "--seed", stage: "--stage" },
    ]);
    expect([await coverage(), await waiting()]).toEqual([["control/1/0 rl 2"], []]);
    const { outcomes } = await local.client.outcomes("advice@1", { run: "control/1/0" });
    const { scores } = await local.client.scores("advice@1", outcomes[0]?.outcomeId ?? "");
    expect(scores.map(({ sample, cluster, score }) => [sample, cluster, score])).toEqual([
      ["p0", "f0", 1],
      ["p1", "f0", 0],
    ]);
    const again = await imported("a");
    expect(again.logs[0]?.reason).toContain("It was taken out of the inbox before");
  });

  it("is emptied by a mapping over all that wait, and by importing a log with what it lacked", async () => {
    for (const seed of [3, 4, 5])
      write(`m/s${seed}.json`, logText({ values: ["C", seed % 2 ? "C" : "I"], taskId: `m${seed}` }));
    write("m/other.json", logText({ model: "elsewhere", values: ["I"] }));
    await imported("m", "--allow-partial");
    expect((await waiting()).map(({ file }) => file)).toEqual([
      "m/other.json",
      "m/s3.json",
      "m/s4.json",
      "m/s5.json",
    ]);
    write(
      "map.yaml",
      'rules:\n- match: { path: "m/s{seed}.json" }\n  set: { arm: principles, stage: sft }\n',
    );
    await imported("m/s3.json", "--map", "map.yaml");
    expect((await waiting()).map(({ file }) => file)).toEqual(["m/other.json", "m/s4.json", "m/s5.json"]);
    const report = await reportOf("inbox", "bind", "--map", "map.yaml", "-a", "advice@1");
    expect(report.logs.map(({ file, state }) => `${file} ${state}`)).toEqual([
      "m/other.json unbound",
      "m/s4.json recorded",
      "m/s5.json recorded",
    ]);
    expect((await waiting()).map(({ file }) => file)).toEqual(["m/other.json"]);
  });

  it("refuses two that claim the same checkpoint, and lets one go for good that is dropped", async () => {
    write("d/1.json", logText({ values: ["C"], taskId: "d1" }));
    write("d/2.json", logText({ values: ["I"], taskId: "d2" }));
    await imported("d", "--allow-partial");
    const ids = (await waiting()).filter(({ file }) => file.startsWith("d/")).map(({ id }) => id);
    const to = ["-a", "advice@1", "--arm", "principles", "--stage", "rl", "--seed", "9"];
    const claimed = await reportOf("inbox", "bind", ...ids, ...to);
    expect(claimed.logs.map(({ state }) => state)).toEqual(["refused", "refused"]);
    expect((await run("inbox", "drop", ids[1] ?? "")).stdout).toContain("d/2.json is out of the inbox");
    expect((await reportOf("inbox", "bind", ids[0] ?? "", ...to)).added).toBe(1);
    await imported("d", "--allow-partial");
    expect((await waiting()).map(({ file }) => file)).toEqual(["m/other.json"]);
  });

  it("does not keep what is bound and refused, nor a log whose eval is under way", async () => {
    write("r/refused.json", logText({ tags: tagsOf("nobody", 1) }));
    write("r/running.json", logText({ status: "started", taskId: "r" }));
    await imported("r", "--allow-partial");
    expect((await waiting()).map(({ file }) => file)).toEqual(["m/other.json"]);
  });
});
