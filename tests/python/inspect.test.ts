import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@holdfast/api/client";
import { decodeSpoolLine, OutcomeLineSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type WorkFolder, workFolder } from "../cli/work-folder.js";
import { PACKAGE, WITH_INSPECT } from "./pythons.js";
import { programOk } from "./run-python.js";
import { type Served, serveHoldfast } from "./serve-holdfast.js";

const STUDY = fileURLToPath(new URL("inspect-study.py", import.meta.url));

const binary = { kind: "binary" };
const graded = { kind: "graded", lower: 0, upper: 1 };
const ablation = {
  name: "advice",
  version: "1",
  title: "Principles",
  question: "Do principles lower blackmail?",
  baseModel: "test-model",
  factors: [{ name: "principles", kind: "ingredient", levels: [false, true] }],
  arms: ["control", "principles"].map((name) => ({ name, levels: { principles: name === "principles" } })),
  control: "control",
  stages: [{ name: "sft" }, { name: "rl" }],
  evals: [
    {
      id: "blackmail@1",
      metrics: [
        { name: "includes", direction: "lower-is-better", scale: binary },
        { name: "harm", direction: "lower-is-better", scale: graded },
        { name: "model_graded_qa", direction: "lower-is-better", scale: binary },
      ],
      role: "held-out",
    },
  ],
  seeds: 3,
};

describe.skipIf(WITH_INSPECT.program === null)(`an unmodified eval of Inspect (${WITH_INSPECT.name})`, () => {
  let folder: WorkFolder;
  let served: Served;
  const evaluate = (env: Readonly<Record<string, string>>, ...metadata: readonly string[]) =>
    programOk(WITH_INSPECT.program ?? "", [STUDY, "logs", ...metadata], {
      cwd: folder.path,
      env: { PYTHONPATH: join(folder.path, "site"), ...env },
    });

  beforeAll(async () => {
    folder = workFolder();
    // Installed as a user installs it, from a copy: setuptools builds inside the folder it is given.
    const filter = (path: string) => !/(build|\.egg-info|__pycache__)$/.test(path);
    cpSync(PACKAGE, join(folder.path, "package"), { recursive: true, filter });
    const words = ["-m", "pip", "install", "--quiet", "--no-deps"];
    await programOk(WITH_INSPECT.program ?? "", [...words, "--target", "site", "./package"], {
      cwd: folder.path,
      env: { PYTHONPATH: "" },
    });
    served = await serveHoldfast(folder.path);
    await createClient(served.url).register(JSON.parse(JSON.stringify(ablation)));
  });
  afterAll(async () => {
    await served?.stop();
    folder?.remove();
  });

  it("arrives with its samples, epochs, clusters, scores and judge", async () => {
    const { stdout } = await evaluate({
      HOLDFAST_URL: served.url,
      HOLDFAST_SPOOL: "spool",
      HOLDFAST_RUN: "advice@1/principles/3",
      HOLDFAST_STAGE: "rl",
      HOLDFAST_STEP: "200",
      HOLDFAST_CLUSTER: "family",
    });
    expect(stdout).toContain("hooks enabled: 1");
    expect(stdout).toContain("success");
    const { coverage } = await createClient(served.url).status("advice@1");
    const cells = coverage.map(({ run, stage, step, metric, judge, scored }) =>
      [run, stage, step, metric, judge, scored].join(" "),
    );
    expect(cells.sort()).toEqual([
      "principles/3/0 rl 200 harm mockllm/grader 6",
      "principles/3/0 rl 200 includes rule 8",
      "principles/3/0 rl 200 model_graded_qa mockllm/grader 8",
    ]);
    expect(readdirSync(join(folder.path, "spool"))).toEqual([]);
  });

  it("is bound by metadata, and kept in a spool where there is no server", async () => {
    await evaluate(
      { HOLDFAST_SPOOL: "alone", HOLDFAST_CLUSTER: "family" },
      ...["holdfast.ablation=advice@1", "holdfast.arm=control", "holdfast.seed=1", "holdfast.stage=sft"],
    );
    const [name = ""] = readdirSync(join(folder.path, "alone"));
    const lines = readFileSync(join(folder.path, "alone", name), "utf8")
      .trimEnd()
      .split("\n")
      .slice(1);
    const [, harm] = lines.map((text) =>
      OutcomeLineSchema.parse(JSON.parse(decodeSpoolLine(text)?.body ?? "")),
    );
    expect(harm).toMatchObject({
      ...{ arm: "control", seed: 1, stage: "sft", eval: "blackmail@1", metric: "harm" },
      samples: {
        id: ["p0", "p0", "p1", "p1", "p2", "p2", "p3", "p3"],
        epoch: [0, 1, 0, 1, 0, 1, 0, 1],
        cluster: ["f0", "f0", "f0", "f0", "f1", "f1", "f1", "f1"],
        score: [1, 1, 0.5, 0.5, 0, 0, null, null],
      },
    });
  });

  it("runs as ever where nothing is set, or nobody says which run it is", async () => {
    expect((await evaluate({})).stdout).not.toContain("Records each finished eval");
    const { stdout, stderr } = await evaluate({ HOLDFAST_SPOOL: "unsaid" });
    expect(stdout).toContain("success");
    expect((stdout + stderr).replace(/\s+/g, " ")).toContain("names no ablation, arm, stage");
  });
});
