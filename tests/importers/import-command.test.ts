import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openLocal } from "@holdfast/api/local";
import { defineAblation, type ImportReport, ImportReportSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runInProcess } from "../cli/run-in-process.js";
import { tagsOf as arm, logText } from "./made-log.js";

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
    {
      id: "arc@1",
      metrics: [{ name: "acc", direction: "higher-is-better", scale: binary }],
      role: "guardrail",
    },
  ],
});

type Local = Awaited<ReturnType<typeof openLocal>>;
let local: Local;
let folder = "";

beforeAll(async () => {
  local = await openLocal("memory://", {
    actor: "test",
    onFault: () => {},
    now: () => new Date("2026-01-02T03:04:05Z"),
  });
  await local.client.register(ablation);
  folder = mkdtempSync(join(tmpdir(), "holdfast-import-"));
});
afterAll(async () => {
  await local?.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

const run = (...words: string[]) =>
  runInProcess({ cwd: folder, client: local.client, columns: 120 }, ["import", ...words]);

/** The report of an import; stderr is for people. */
async function report(...words: string[]): Promise<ImportReport & { readonly code: number }> {
  const { code, stdout } = await run(...words, "--cluster", "family", "--json");
  return { ...ImportReportSchema.parse(JSON.parse(stdout)), code };
}

const states = ({ logs }: ImportReport) => logs.map(({ file, state }) => `${file} ${state}`);

describe("holdfast import", () => {
  it("shows how each log would be bound, and writes nothing, with --dry-run", async () => {
    write("dry/a.json", logText({ tags: arm("principles", 1) }));
    write("dry/logs.json", '{"a.json": {}}');
    const { code, stdout } = await run("dry", "--cluster", "none", "--dry-run");
    expect(code).toBe(0);
    expect(stdout).toMatch(/dry\/a\.json +ready +principles\/1\/0 rl +tag +blackmail@2 match +2/);
    expect(stdout).toContain("Prompts are assumed independent (--cluster none).");
    expect(stdout).toContain("nothing was written");
    expect((await local.client.status("advice@1")).coverage).toEqual([]);
  });

  it("records each log, and says nothing new when it is imported again", async () => {
    write("twice/a.json", logText({ tags: arm("principles", 1) }));
    write("twice/deep/er/b.json", logText({ tags: arm("control", 1), values: ["I", "I", "C"] }));
    const first = await report("twice");
    expect([first.code, first.added, states(first)]).toEqual([
      0,
      5,
      ["twice/a.json recorded", "twice/deep/er/b.json recorded"],
    ]);
    const again = await report("twice", "twice/a.json");
    expect([again.code, again.added, again.recognised, again.logs.length]).toEqual([0, 0, 5, 2]);
    expect((await run("twice", "--cluster", "family")).stdout).toContain("nothing new, 5 scores recognised");
    const { coverage } = await local.client.status("advice@1");
    expect(coverage.map((row) => [row.run, row.stage, row.eval, row.metric, row.scored])).toEqual([
      ["control/1/0", "rl", "blackmail@2", "match", 3],
      ["principles/1/0", "rl", "blackmail@2", "match", 2],
    ]);
  });

  it("refuses two logs that claim the same with other scores, each naming the other, and takes the rest", async () => {
    write("claims/a.json", logText({ tags: arm("principles", 2), values: ["C"] }));
    write("claims/b.json", logText({ tags: arm("principles", 2), values: ["I"] }));
    write("claims/copy-of-b.json", logText({ tags: arm("principles", 2), values: ["I"] }));
    write("claims/c.json", logText({ tags: arm("principles", 3) }));
    const found = await report("claims");
    expect([found.code, found.leftOut, states(found)]).toEqual([
      3,
      3,
      [
        "claims/a.json refused",
        "claims/b.json refused",
        "claims/c.json recorded",
        "claims/copy-of-b.json refused",
      ],
    ]);
    expect(found.logs.find(({ file }) => file === "claims/a.json")?.reason).toContain(
      "claims/b.json claims the same",
    );
    expect(found.logs.find(({ file }) => file === "claims/b.json")?.reason).toContain(
      "claims/a.json claims the same",
    );
  });

  it("lets an attempt give way to the one that came to its end", async () => {
    write(
      "retry/1.json",
      logText({ tags: arm("principles", 4), values: ["C"], status: "error", taskId: "t" }),
    );
    write("retry/2.json", logText({ tags: arm("principles", 4), values: ["C", "I"], taskId: "t" }));
    const found = await report("retry");
    expect([found.code, states(found)]).toEqual([0, ["retry/1.json skipped", "retry/2.json recorded"]]);
  });

  it("refuses a log whole where something else is recorded already, and names the cell", async () => {
    write("changed/a.json", logText({ tags: arm("principles", 1), values: ["C", "C", "C"] }));
    const found = await report("changed");
    expect([found.code, states(found), found.added]).toEqual([3, ["changed/a.json refused"], 0]);
    expect(found.logs[0]?.reason).toContain("p1");
    const { coverage } = await local.client.status("advice@1");
    expect(coverage.find((row) => row.run === "principles/1/0")?.scored).toBe(2);
    expect((await run("changed", "--cluster", "family", "--correct", "the judge was wrong")).code).toBe(2);
    const corrected = await report("changed", "--correct", "the judge was wrong", "--author", "ada");
    expect([corrected.code, states(corrected), corrected.logs[0]?.notes.at(-1)]).toEqual([
      0,
      ["changed/a.json recorded"],
      "It corrects what was recorded, by ada: the judge was wrong.",
    ]);
    const { outcomes } = await local.client.outcomes("advice@1", { run: "principles/1/0" });
    expect(outcomes[0]).toMatchObject({ revision: 2, correction: { author: "ada" }, value: { mean: 1 } });
  });

  it("takes nothing that nobody bound, nor what is damaged, nor scores that do not fit", async () => {
    write("bad/damaged.eval", "PK\u0003\u0004 no directory");
    write("bad/good.json", logText({ tags: arm("control", 2) }));
    write("bad/partial.json", logText({ tags: arm("control", 3), values: ["P"] }));
    write("bad/unbound.json", logText({ tags: ["arm=control"] }));
    write("bad/wrong-arm.json", logText({ tags: arm("nobody", 1) }));
    const found = await report("bad");
    expect([found.code, found.leftOut, states(found)]).toEqual([
      3,
      4,
      [
        "bad/damaged.eval refused",
        "bad/good.json recorded",
        "bad/partial.json refused",
        "bad/unbound.json unbound",
        "bad/wrong-arm.json refused",
      ],
    ]);
    const reasons = Object.fromEntries(found.logs.map(({ file, reason }) => [file.slice(4), reason ?? ""]));
    expect(reasons["damaged.eval"]).toContain("cut off");
    expect(reasons["partial.json"]).toContain("0.5");
    expect(reasons["unbound.json"]).toContain("nobody says its stage (task lab/blackmail, model m)");
    expect(reasons["wrong-arm.json"]).toContain("nobody");
    expect((await report("bad", "--allow-partial")).code).toBe(0);
  });

  it("is told by a mapping what logs are, and what of them is not wanted", async () => {
    write("mapped/run-principles/s7/odd.json", logText({ scorer: "judge", values: ["C", "maybe"] }));
    write("mapped/trial.json", logText({}));
    const rules = [
      "rules:",
      '- match: { path: "mapped/run-{arm}/s{seed}/*" }',
      "  set: { stage: sft, metrics: { judge: match } }",
      "- match: { path: trial.json }",
      "  skip: only a trial",
    ];
    write("map.yaml", rules.join("\n"));
    const found = await report("mapped", "--map", "map.yaml");
    expect(found.logs.map(({ state, run: key, stage, from }) => ({ state, key, stage, from }))).toEqual([
      {
        state: "recorded",
        key: "principles/7/0",
        stage: "sft",
        from: { arm: "rule 1", seed: "rule 1", stage: "rule 1" },
      },
      { state: "skipped", key: null, stage: null, from: {} },
    ]);
    expect(found.logs[0]?.leftOut[0]?.why).toContain("`maybe`");
    write("wrong.yaml", "rules:\n- match: { pth: x }\n  skip: y\n");
    const refused = await run("mapped", "--map", "wrong.yaml", "--cluster", "none");
    expect([refused.code, refused.stderr]).toEqual([
      3,
      expect.stringContaining("wrong.yaml rules[0].match.pth"),
    ]);
  });

  it("knows a model by the address of its checkpoint", async () => {
    const place = { arm: "principles", seed: 8, stage: "rl", step: 40 };
    await local.client.registerCheckpoint("advice@1", { ...place, checkpointUri: "/ckpt/principles-8" });
    write("by-uri.json", logText({ model: "vllm//ckpt/principles-8" }));
    const found = await report("by-uri.json");
    expect(found.logs[0]).toMatchObject({
      state: "recorded",
      run: "principles/8/0",
      step: 40,
      from: { arm: "checkpoint" },
    });
  });

  it("reads results of lm-evaluation-harness, and leaves evals out that the ablation does not have", async () => {
    const results = { arc: { "acc,none": 0.5, "acc_stderr,none": 0.1 }, gsm8k: { "acc,none": 0.5 } };
    write(
      "lm/results.json",
      JSON.stringify({
        results,
        versions: { arc: 1, gsm8k: 3 },
        config: { metadata: { arm: "control", stage: "sft" } },
      }),
    );
    const found = await report("lm");
    expect([found.code, found.added, found.logs[0]?.leftOut.map(({ what }) => what)]).toEqual([
      3,
      1,
      ["eval gsm8k@3"],
    ]);
    expect(found.logs[0]?.outcomes[0]).toMatchObject({ eval: "arc@1", metric: "acc", level: "summary" });
  });

  it("asks for clusters, and for logs", async () => {
    expect(await run("dry")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--cluster is missing"),
    });
    write("none/readme.txt", "nothing");
    expect(await run("none", "--cluster", "none")).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("there are no logs"),
    });
    expect(await run("nowhere", "--cluster", "none")).toMatchObject({ code: 5 });
    expect(await run("none/readme.txt", "--cluster", "none")).toMatchObject({
      code: 3,
      stdout: expect.stringContaining("not a log of a kind"),
    });
  });
});
