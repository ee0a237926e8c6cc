import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { AblationStatusSchema, ReplayReportSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdfastOk } from "../cli/run-holdfast.js";
import { type WorkFolder, workFolder } from "../cli/work-folder.js";
import { PACKAGE, PLAIN } from "./pythons.js";
import { programOk, startProgram } from "./run-python.js";

const ARMS = ["control", "principles"] as const;

const ablation = {
  name: "advice",
  version: "1",
  title: "Principles",
  question: "Do principles lower blackmail?",
  baseModel: "test-model",
  factors: [{ name: "principles", kind: "ingredient", levels: [false, true] }],
  arms: ARMS.map((name) => ({ name, levels: { principles: name === "principles" } })),
  control: "control",
  stages: [{ name: "sft" }, { name: "rl" }],
  evals: [
    {
      id: "blackmail@1",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      role: "held-out",
    },
  ],
  seeds: 3,
};

describe.skipIf(PLAIN.program === null)(`the sbatch example with ${PLAIN.name}, and no server`, () => {
  let folder: WorkFolder;
  const task = (index: number, more: Readonly<Record<string, string>> = {}) => ({
    cwd: folder.path,
    env: {
      SLURM_SUBMIT_DIR: folder.path,
      SLURM_ARRAY_JOB_ID: "77",
      SLURM_ARRAY_TASK_ID: String(index),
      TRAIN: join(PACKAGE, "examples/train.py"),
      PYTHON: PLAIN.program ?? "",
      ...more,
    },
  });
  const script = [join(PACKAGE, "examples/array.sbatch")];
  const spool = () => readdirSync(join(folder.path, "spool"));

  beforeAll(() => {
    folder = workFolder();
  });
  afterAll(() => folder.remove());

  it("runs an array whose tasks are stopped, killed and requeued, and a replay records each run once", async () => {
    const slow = { STEP_SECONDS: "0.02" };
    const stopped = startProgram("bash", script, task(1, slow));
    const killed = startProgram("bash", script, task(4, slow));
    const others = [0, 2, 3, 5].map((index) => programOk("bash", script, task(index)));
    await Promise.all([stopped.said("step 20"), killed.said("step 20")]);
    stopped.child.kill("SIGTERM");
    killed.child.kill("SIGKILL");
    expect((await stopped.finished).signal).toBe("SIGTERM");
    expect((await killed.finished).signal).toBe("SIGKILL");
    await Promise.all(others);
    expect(spool().filter((name) => name.endsWith(".open"))).toHaveLength(1);
    for (const index of [1, 4]) {
      const { stdout } = await programOk("bash", script, task(index, { SLURM_RESTART_COUNT: "1" }));
      expect(stdout, "a requeued task goes on where it was").not.toContain("step 10\n");
      expect(stdout).toContain("step 40\n");
    }
    expect(spool()).toHaveLength(8);

    folder.write("ablation.json", JSON.stringify(ablation));
    const run = (...words: string[]) => holdfastOk([...words, "--db", "db"], { cwd: folder.path });
    await run("register", "ablation.json");
    const report = ReplayReportSchema.parse(JSON.parse(await run("replay", "spool", "--json")));
    expect(report.rejected).toBe(0);
    expect(report.segments.map(({ state }) => state)).toEqual(new Array(8).fill("done"));
    expect(spool()).toEqual(["done"]);
    const { coverage } = AblationStatusSchema.parse(JSON.parse(await run("status", "advice@1", "--json")));
    const scored = coverage.map(({ run: key, step, scored: count }) => `${key} ${step} ${count}`);
    const expected = ARMS.flatMap((arm) =>
      [0, 1, 2].flatMap((seed) => [10, 20, 30, 40].map((step) => `${arm}/${seed}/0 ${step} 50`)),
    );
    expect(scored.sort()).toEqual(expected.sort());
    expect(await run("effects", "advice@1")).toContain("blackmail@1");
    expect(existsSync(join(folder.path, "runs/principles-1/state.json"))).toBe(true);
  });
});
