import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRecorder } from "@holdfast/api/client";
import { openFileSpool } from "@holdfast/api/local";
import { AblationStatusSchema, decodeSpoolLine, HoldfastError, ReplayReportSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdfast, holdfastOk } from "../cli/run-holdfast.js";
import { ndjson, studyAblation, studyLines } from "../cli/study.js";
import { type WorkFolder, workFolder } from "../cli/work-folder.js";
import { PLAIN } from "./pythons.js";
import { programOk, startProgram } from "./run-python.js";

/** Records the study of `tests/cli/study.ts` line by line, as a program of the user would. */
const PROGRAM = `
import holdfast, json, sys
holdfast.register("study.json")
runs = {}
for text in open("outcomes.ndjson"):
    line = json.loads(text)
    key = (line["arm"], line["seed"])
    if key not in runs:
        runs[key] = holdfast.start_run(ablation=sys.argv[1], arm=key[0], seed=key[1], stage="sft")
    run = runs[key]
    run.checkpoint(step=line["step"], stage=line["stage"])
    run.record(line["eval"], line["samples"], stage=line["stage"])
    run.log_metrics({"train/loss": 1 / (1 + line["step"])}, step=line["step"], stage=line["stage"])
for run in runs.values():
    run.end()
`;

describe.skipIf(PLAIN.program === null)(`a spool of ${PLAIN.name}`, () => {
  const python = PLAIN.program ?? "";
  let folder: WorkFolder;
  const run = (...words: string[]) => holdfastOk([...words, "--db", "db"], { cwd: folder.path });
  const replay = async (directory: string) =>
    ReplayReportSchema.parse(JSON.parse(await run("replay", directory, "--json")));
  const status = async (identity: string) =>
    AblationStatusSchema.parse(JSON.parse(await run("status", identity, "--json")));
  const inSpool = (spool: string, sub = "") => readdirSync(join(folder.path, spool, sub)).sort();

  beforeAll(() => {
    folder = workFolder();
    folder.write("program.py", PROGRAM);
    folder.write("outcomes.ndjson", ndjson(studyLines()));
  });
  afterAll(() => folder.remove());

  it("is recorded whole, once, and moved to done/", async () => {
    folder.write("study.json", JSON.stringify(studyAblation("spooled")));
    await programOk(python, ["program.py", "spooled@1"], {
      cwd: folder.path,
      env: { HOLDFAST_SPOOL: "whole" },
    });
    const report = await replay("whole");
    expect(report).toMatchObject({ rejected: 0, segments: [{ state: "done", isCut: false, reason: null }] });
    // One registration, six runs that start and end, twelve lines of a checkpoint, an outcome and a metric.
    expect(report.records).toBe(1 + 2 * 6 + 3 * 12);
    const { registration, coverage } = await status("spooled@1");
    expect(registration.outcomes).toBe(12);
    expect(coverage.reduce((sum, { scored }) => sum + scored, 0)).toBe(720);
    expect(inSpool("whole")).toEqual(["done"]);
    folder.write("direct.json", JSON.stringify(studyAblation("direct")));
    await run("register", "direct.json");
    await run("record", "outcomes.ndjson", "-a", "direct@1");
    const spooled = await run("effects", "spooled@1");
    const direct = await run("effects", "direct@1");
    expect(spooled.replaceAll("spooled@1", "direct@1")).toBe(direct);
    const again = await replay("whole/done");
    expect([again.records, again.rejected]).toEqual([report.records, 0]);
    expect((await status("spooled@1")).registration.outcomes).toBe(12);
  });

  it("that kill -9 left behind gives exactly what was recorded", async () => {
    folder.write("killed.json", JSON.stringify(studyAblation("killed")));
    await run("register", "killed.json");
    folder.write(
      "endless.py",
      `import holdfast, time
run = holdfast.start_run(ablation="killed@1", arm="control", seed=1, stage="rl")
for step in range(10**9):
    run.record("blackmail@1", [{"id": f"p{n}", "score": (n + step) % 2} for n in range(20)], step=step)
    print(f"step {step}", flush=True)
    time.sleep(0.02)
`,
    );
    const program = startProgram(python, ["endless.py"], {
      cwd: folder.path,
      env: { HOLDFAST_SPOOL: "killed" },
    });
    await program.said("step 150\n");
    const open = await replay("killed");
    expect(open.segments).toMatchObject([{ state: "open", rejected: 0 }]);
    program.child.kill("SIGKILL");
    const { stdout } = await program.finished;
    const last = Number(stdout.trimEnd().split("\n").at(-1)?.replace("step ", ""));
    const [name = ""] = inSpool("killed").filter((each) => each.endsWith(".open"));
    const kept = readFileSync(join(folder.path, "killed", name), "utf8").split("\n");
    // What the last write left of a line.
    writeFileSync(
      join(folder.path, "killed", name),
      `${kept.slice(0, -1).join("\n")}\n0badc0de outcome killed@1 {"ar`,
    );
    const closed = await replay("killed");
    expect(closed.segments).toMatchObject([{ state: "done", rejected: 0, isCut: true }]);
    const { coverage } = await status("killed@1");
    const steps = coverage.map(({ step }) => step ?? -1).sort((a, b) => a - b);
    expect(steps).toEqual(Array.from({ length: steps.length }, (_, step) => step));
    expect(steps.length).toBe(kept.filter((line) => line.includes(" outcome ")).length);
    expect(steps.length).toBeGreaterThanOrEqual(last);
    expect(coverage.every(({ scored }) => scored === 20)).toBe(true);
  });

  it("with records that are refused or damaged keeps those in rejected/, and takes them up once they are right", async () => {
    folder.write(
      "wrong.py",
      `import holdfast
run = holdfast.start_run(ablation="later@1", arm="control", seed=1, stage="rl")
for step in range(30):
    run.record("whitemail@1" if step == 11 else "blackmail@1", counts=(1, 2), step=step)
`,
    );
    await programOk(python, ["wrong.py"], { cwd: folder.path, env: { HOLDFAST_SPOOL: "wrong" } });
    const waiting = await holdfast(["replay", "wrong", "--db", "db"], { cwd: folder.path });
    expect(waiting.code).toBe(5);
    expect(waiting.stdout).toContain("left where it is");
    expect(waiting.stderr).toContain("nothing of them was lost");
    const [name = ""] = inSpool("wrong");
    const path = join(folder.path, "wrong", name);
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace('"step":20,', '"step":21,'));
    const ablation = studyAblation("later");
    folder.write("later.json", JSON.stringify(ablation));
    await run("register", "later.json");
    const refused = await holdfast(["replay", "wrong", "--db", "db", "--json"], { cwd: folder.path });
    expect(refused.code).toBe(3);
    expect(ReplayReportSchema.parse(JSON.parse(refused.stdout))).toMatchObject({ records: 29, rejected: 2 });
    expect((await status("later@1")).registration.outcomes).toBe(28);
    expect(inSpool("wrong")).toEqual(["done", "rejected"]);
    const [kept = ""] = inSpool("wrong", "rejected");
    const lines = readFileSync(join(folder.path, "wrong/rejected", kept), "utf8")
      .trimEnd()
      .split("\n");
    expect(lines).toHaveLength(5);
    expect(lines.join("\n")).toMatch(
      /whitemail@1[\s\S]*check sum is wrong|check sum is wrong[\s\S]*whitemail@1/,
    );
    const [evalOf] = ablation.evals;
    if (evalOf === undefined) throw new Error("the study has an eval");
    const amended = { ...ablation, evals: [evalOf, { ...evalOf, id: "whitemail@1" }] };
    folder.write("amended.json", JSON.stringify(amended));
    await run("amend", "amended.json", "--author", "lee", "--reason", "an eval was forgotten");
    const again = await holdfast(["replay", "wrong/rejected", "--db", "db"], { cwd: folder.path });
    expect(again.stdout).toContain("1 record, 1 kept in rejected/");
    expect((await status("later@1")).registration.outcomes).toBe(29);
  });

  it("is written by the TypeScript recorder too", async () => {
    folder.write("ts.json", JSON.stringify(studyAblation("typescript")));
    await run("register", "ts.json");
    const down = async () => {
      throw new HoldfastError({ code: "unavailable", message: "it is down." });
    };
    const recorder = createRecorder(
      {
        register: down,
        registerRun: down,
        registerCheckpoint: down,
        recordLines: down,
        recordMetrics: down,
        intervene: down,
      },
      {
        spool: openFileSpool(join(folder.path, "ts"), { unique: "one" }),
        random: Math.random,
        wait: (milliseconds, signal) =>
          new Promise((resolve) => {
            const timer = setTimeout(resolve, milliseconds);
            signal.addEventListener("abort", () => {
              clearTimeout(timer);
              resolve();
            });
          }),
      },
    );
    for (const line of studyLines()) expect(recorder.outcome("typescript@1", line)).toBe(true);
    recorder.metric("typescript@1", { arm: "control", seed: 0, stage: "rl", key: "loss", step: 1, value: 2 });
    await recorder.close(200);
    expect(recorder.health()).toMatchObject({ accepted: 13, spooled: 13, sent: 0, dropped: 0 });
    const report = await replay("ts");
    expect([report.records, report.rejected, report.segments.map(({ state }) => state)]).toEqual([
      13,
      0,
      ["done"],
    ]);
    expect((await status("typescript@1")).registration.outcomes).toBe(12);
    const [name = ""] = inSpool("ts", "done");
    const [head = ""] = readFileSync(join(folder.path, "ts/done", name), "utf8").split("\n");
    expect(decodeSpoolLine(head)?.kind).toBe("spool");
  });

  it("that is not there is told apart from one that is empty", async () => {
    const missing = await holdfast(["replay", "nowhere", "--db", "db"], { cwd: folder.path });
    expect([missing.code, missing.stderr]).toEqual([5, expect.stringContaining("nowhere")]);
    expect((await replay("whole")).segments).toEqual([]);
  });
});
