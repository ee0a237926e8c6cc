import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { openLocal } from "@holdfast/api/local";
import { AblationDraftReportSchema, ImportReportSchema, RegisteredSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runInProcess } from "../cli/run-in-process.js";
import { logText, tagsOf } from "./made-log.js";

const SHARED =
  process.env.HOLDFAST_SHARED ?? resolve(fileURLToPath(new URL("../../../shared", import.meta.url)));
const [INSPECT = "", LM_EVAL = ""] = ["inspect-eval-logs", "lm-eval-fixtures"].map((name) =>
  join(SHARED, "data", name),
);
const isThere = existsSync(INSPECT);
const why = isThere ? "" : " (skipped: the shared data are not beside the repository)";

let local: Awaited<ReturnType<typeof openLocal>>;
let folder = "";
beforeAll(async () => {
  local = await openLocal("memory://", {
    actor: "test",
    onFault: () => {},
    now: () => new Date("2026-01-02T03:04:05Z"),
  });
  folder = mkdtempSync(join(tmpdir(), "holdfast-draft-"));
});
afterAll(async () => {
  await local?.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}

const run = (...words: string[]) => runInProcess({ cwd: folder, client: local.client, columns: 120 }, words);

async function drafted(...words: string[]) {
  const { code, stdout, stderr } = await run("init", ...words, "--json");
  expect([code, stderr]).toEqual([0, expect.stringContaining("Next: fill in")]);
  return AblationDraftReportSchema.parse(JSON.parse(stdout));
}

/** Fills in what a draft asks for, each question by the answer whose pattern it fits. */
function fillIn(file: string, answers: readonly (readonly [asked: RegExp, answer: string])[]): void {
  const lines = readFileSync(join(folder, file), "utf8").split("\n");
  const filled = lines.map((line) => {
    if (!/: # \? /.test(line)) return line;
    const answer = answers.find(([asked]) => asked.test(line))?.[1];
    if (answer === undefined) throw new Error(`nothing answers ${line}`);
    return line.replace(/: # \? .*$/, `: ${answer}`);
  });
  writeFileSync(join(folder, file), filled.join("\n"));
}

const ANSWERS = [
  [/^(title|question|baseModel):/, "What is it?"],
  [/^control:/, "control"],
  [/role:/, "held-out"],
  [/direction:/, "lower-is-better"],
  [/scale:/, "{ kind: graded, lower: 0, upper: 1 }"],
] as const;

describe("holdfast init --from-logs", () => {
  it("drafts what logs say, asks for what they do not, and is retrospective once it is registered", async () => {
    for (const seed of [1, 2]) {
      write(
        `logs/control-${seed}.json`,
        logText({ tags: tagsOf("control", seed), values: ["C", "I", "C", "C"] }),
      );
      write(
        `logs/advice-${seed}.json`,
        logText({ tags: tagsOf("advice", seed), values: [0.25, 0, 0, 1], scorer: "harm" }),
      );
    }
    write("logs/sft.json", logText({ tags: ["arm=advice", "stage=sft"], values: ["I", "I"] }));
    write("logs/nobody.json", logText({ model: "org/model" }));
    write("logs/broken.eval", "PK\u0003\u0004 no directory");
    const report = await drafted("--from-logs", "logs");
    expect(report).toMatchObject({
      file: "ablation.yaml",
      logs: 6,
      unbound: 1,
      refused: [{ file: "logs/broken.eval" }],
      arms: ["advice", "control"],
      stages: ["sft", "rl"],
      seeds: [1, 2],
      evals: ["blackmail@2"],
    });
    expect(report.toFillIn).toEqual([
      ...["title", "question", "baseModel", "control"],
      "evals[0].metrics[0].direction",
      "evals[0].metrics[0].scale",
      "evals[0].metrics[1].direction",
      "evals[0].role",
    ]);
    const text = readFileSync(join(folder, "ablation.yaml"), "utf8");
    expect(text).toContain('- name: "advice" # 3 logs');
    expect(text).toContain("seeds: [1, 2] # 1 log of an arm state no seed");
    expect(text).toContain(
      "scale: # ? { kind: binary }, or { kind: graded, lower: ..., upper: ... }: 0 to 1 were seen",
    );
    expect(text).toContain("scale: { kind: binary } # 0 and 1 were seen");
    expect(text).toContain("# --cluster of holdfast import may be one of family (2 values)");
    expect(text).toContain("#   lab/blackmail of org/model: logs/nobody.json");
    expect(text).toContain("# not read: logs/broken.eval:");

    const early = await run("register", "ablation.yaml");
    expect([early.code, early.stderr]).toEqual([3, expect.stringMatching(/ablation\.yaml:\d+ title:/)]);
    fillIn("ablation.yaml", ANSWERS);
    const { code, stdout } = await run("register", "ablation.yaml", "--json");
    const { registration } = RegisteredSchema.parse(JSON.parse(stdout));
    expect([code, registration.retrospective, registration.identity]).toEqual([0, true, "logs@1"]);
    expect(registration.ablation).not.toHaveProperty("retrospective");
    const imported = await run("import", "logs", "-a", "logs@1", "--cluster", "family", "--json");
    const { logs } = ImportReportSchema.parse(JSON.parse(imported.stdout));
    expect(logs.map(({ state }) => state).sort()).toEqual([
      ...["recorded", "recorded", "recorded", "recorded", "recorded"],
      ...["refused", "unbound"],
    ]);
  });

  it("takes names, arms and evals from a mapping, and never writes over a file", async () => {
    write("mapped/principles-s7/odd.json", logText({ scorer: "judge" }));
    const rules =
      'rules:\n- match: { path: "mapped/{arm}-s{seed}/*" }\n  set: { ablation: study@3, stage: rl, eval: bm@9 }\n';
    write("rules.yaml", rules.replace("ablation: study@3, ", ""));
    const report = await drafted("mapped.yaml", "--from-logs", "mapped", "--map", "rules.yaml");
    expect(report).toMatchObject({ unbound: 0, arms: ["principles"], seeds: [7], evals: ["bm@9"] });
    expect(readFileSync(join(folder, "mapped.yaml"), "utf8")).toContain("control: null # there is one arm");
    expect((await run("init", "mapped.yaml", "--from-logs", "mapped")).code).toBe(6);
    expect((await run("init", "mapped.ts", "--from-logs", "mapped")).stderr).toContain("ends in .yaml");
    expect((await run("init", "--map", "rules.yaml")).code).toBe(2);
    write("nothing/readme.txt", "nothing");
    expect((await run("init", "n.yaml", "--from-logs", "nothing")).stderr).toContain("no logs with scores");
  });

  it("reads names that YAML would take for numbers, and refuses another word for retrospective", async () => {
    write("numbers/a.json", logText({ tags: ["arm=1e3", "seed=0", "stage=null"] }));
    const report = await drafted("numbers.yaml", "--from-logs", "numbers");
    expect([report.arms, report.stages]).toEqual([["1e3"], ["null"]]);
    fillIn("numbers.yaml", ANSWERS);
    expect((await run("register", "numbers.yaml")).code).toBe(0);
    const text = readFileSync(join(folder, "numbers.yaml"), "utf8");
    write("odd.yaml", text.replace("retrospective: true", "retrospective: maybe"));
    expect(await run("register", "odd.yaml")).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/odd\.yaml:\d+ retrospective: `retrospective` is true or false/),
    });
  });

  it.skipIf(!isThere)(`drafts real logs of Inspect, which then are imported by a mapping${why}`, async () => {
    cpSync(INSPECT, join(folder, "inspect-logs"), { recursive: true });
    const report = await drafted("inspect.yaml", "--from-logs", "inspect-logs");
    expect([report.arms, report.unbound > 5, report.evals.includes("popularity@0")]).toEqual([
      [],
      true,
      true,
    ]);
    expect(report.toFillIn.slice(0, 5)).toEqual(["title", "question", "baseModel", "arms", "control"]);
    fillIn("inspect.yaml", [
      [/^arms:/, "[{ name: control }, { name: advice }]"],
      [/^stages:/, "[{ name: sft }]"],
      ...ANSWERS,
    ]);
    const registered = await run("register", "inspect.yaml");
    expect([registered.code, registered.stdout]).toEqual([0, expect.stringContaining("retrospective")]);
    const rules =
      'rules:\n- match: { path: "**/log_streaming.eval", task: "*" }\n  set: { arm: control, stage: sft }\n';
    write("inspect-map.yaml", rules.replace("**/log_streaming", "**/*log_streaming"));
    const words = [
      "-a",
      "inspect-logs@1",
      "--cluster",
      "none",
      "--map",
      "inspect-map.yaml",
      "--allow-partial",
    ];
    const imported = await run("import", "inspect-logs", ...words, "--json");
    const { logs } = ImportReportSchema.parse(JSON.parse(imported.stdout));
    const bound = logs.filter(({ state }) => state === "recorded");
    expect(bound.map(({ outcomes, added }) => [outcomes[0]?.eval, outcomes[0]?.metric, added])).toEqual([
      ["popularity@0", "match", 4],
    ]);
  });

  it.skipIf(!isThere)(`drafts real results of lm-evaluation-harness, every task an eval${why}`, async () => {
    cpSync(LM_EVAL, join(folder, "lm-logs"), { recursive: true });
    const report = await drafted("lm.yaml", "--from-logs", "lm-logs");
    expect(report.evals.length).toBeGreaterThan(3);
    fillIn("lm.yaml", [
      [/^arms:/, "[{ name: control }]"],
      [/^control:/, "null"],
      [/^stages:/, "[{ name: base }]"],
      [/scale: .* means alone/, "{ kind: graded, lower: 0, upper: 1000000 }"],
      ...ANSWERS,
    ]);
    expect(await run("register", "lm.yaml")).toMatchObject({ code: 0, stderr: expect.any(String) });
    const { evals } = (await local.client.read("lm-logs@1")).ablation;
    expect(evals.map(({ id }) => id)).toEqual(report.evals);
  });
});
