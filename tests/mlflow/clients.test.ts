import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createClient } from "@holdfast/api/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { holdfastOk, type Running, startHoldfast } from "../cli/run-holdfast.js";
import { type WorkFolder, workFolder } from "../cli/work-folder.js";
import { mlflowStudy } from "./study.js";

const run = promisify(execFile);
const SeenAgain = z.object({
  found: z.array(z.string()),
  runs: z.record(
    z.string(),
    z.object({ files: z.record(z.string(), z.tuple([z.number(), z.string()])), history: z.looseObject({}) }),
  ),
});
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const CLIENTS = [
  {
    version: "2",
    variable: "HOLDFAST_TEST_PYTHON_MLFLOW2",
    python: process.env.HOLDFAST_TEST_PYTHON_MLFLOW2,
  },
  {
    version: "3",
    variable: "HOLDFAST_TEST_PYTHON_MLFLOW3",
    python: process.env.HOLDFAST_TEST_PYTHON_MLFLOW3,
  },
].map((one) => {
  if (one.python === undefined && process.env.HOLDFAST_REQUIRE_ALL === "1")
    throw new Error(
      `HOLDFAST_REQUIRE_ALL=1 needs ${one.variable}, a Python with mlflow-skinny ${one.version}.`,
    );
  return { ...one, reason: one.python === undefined ? ` (skipped: ${one.variable} names no Python)` : "" };
});

const refusal = z.tuple([z.string(), z.string()]);
const Seen = z.object({
  version: z.string(),
  experiment: z.string(),
  run: z.string(),
  child: z.string(),
  unbound: z.string(),
  late: z.string(),
  taken: refusal,
  changed: refusal,
  "bad filter": refusal,
  "no run": refusal,
  "wrong arm": refusal,
  model: refusal.optional(),
});

async function urlOf({ child, finished }: Running): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    child.stdout?.on("data", (text: string) => {
      said += text;
      const address = /Holdfast is at (http:\/\/\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    finished.then(({ stderr }) => reject(new Error(stderr)), reject);
  });
}

describe.each(CLIENTS)("the client of MLflow $version $reason", ({ version, python = "" }) => {
  describe.skipIf(python === "")("logs to a fresh `holdfast serve`", () => {
    let folder: WorkFolder;
    let server: Running;
    let url: string;
    beforeAll(async () => {
      folder = workFolder();
      server = startHoldfast(["serve", "--port", "0"], { cwd: folder.path });
      url = await urlOf(server);
    });
    afterAll(async () => {
      server.child.kill("SIGTERM");
      expect(await server.finished).toMatchObject({ code: 0 });
      folder.remove();
    });
    const runPython = async (name: string, words: readonly string[], env: Record<string, string> = {}) => {
      const { stdout, stderr } = await run(python, [script(name), ...words], {
        cwd: folder.path,
        env: { PATH: process.env.PATH, HOME: folder.path, MLFLOW_TRACKING_URI: `${url}/mlflow`, ...env },
        timeout: 110_000,
      });
      const last = stdout.trimEnd().split("\n").at(-1) ?? "";
      return { json: JSON.parse(last) as unknown, said: stdout + stderr };
    };

    it("runs the nine sequences, and all of it is seen from here", async () => {
      const client = createClient(url, { actor: "tester" });
      await client.register(mlflowStudy("nine"));
      const { json, said } = await runPython("nine_sequences.py", ["nine@1"]);
      const seen = Seen.parse(json);
      expect(seen.version.startsWith(`${version}.`)).toBe(true);
      expect(
        [seen.taken, seen.changed, seen["bad filter"], seen["no run"], seen["wrong arm"]].map(
          ([code]) => code,
        ),
      ).toEqual([
        "RESOURCE_ALREADY_EXISTS",
        "INVALID_PARAMETER_VALUE",
        "INVALID_PARAMETER_VALUE",
        "RESOURCE_DOES_NOT_EXIST",
        "INVALID_PARAMETER_VALUE",
      ]);
      expect(seen["wrong arm"][1]).toContain("Its arms are control, principles");
      const { runs } = await client.mlflowRuns("nine@1");
      expect(runs.map(({ mlflowRun, run: key, stage, status }) => [mlflowRun, key, stage, status])).toEqual([
        [seen.run, "principles/0/0", "sft", "finished"],
        [seen.late, "principles/0/0", "rl", "finished"],
      ]);
      expect(runs[0]?.differences).toEqual(["The registered component chats was not declared."]);
      expect(runs[0]?.files.filter(({ imported }) => imported !== null)).toMatchObject([
        {
          path: "evals/blackmail.outcomes.ndjson",
          imported: "recorded",
          note: "1 outcomes: 3 added, 0 recognised",
        },
        { path: "evals/wrong.outcomes.ndjson", imported: "refused" },
      ]);
      const loss = await client.metrics("nine@1", { stage: "sft", key: "loss" });
      expect(loss.metrics.map(({ step }) => step)).toEqual(Array.from({ length: 51 }, (_, step) => step));
      const reward = await client.metrics("nine@1", { stage: "rl" });
      expect(reward.metrics.map(({ key, step, value }) => [key, step, value])).toEqual([
        ["reward", 3, 0.25],
        ["reward", 4, 0.5],
      ]);
      expect((await client.status("nine@1")).registration).toMatchObject({ outcomes: 1, runs: 1 });
      const link = new RegExp(`${url}/mlflow/#/experiments/${seen.experiment}/runs/${seen.run}`);
      expect(said).toMatch(link);
      const opened = await fetch(`${url}/mlflow/runs/${seen.run}`);
      expect([opened.status, new URL(opened.url).pathname]).toEqual([
        200,
        "/ablations/nine%401/runs/principles/0/0",
      ]);
    });

    it("finds its runs again, the same in everything, after a backup was restored into an empty server", async () => {
      const { runs } = await createClient(url, { actor: "tester" }).mlflowRuns("nine@1");
      const ids = runs.map(({ mlflowRun }) => mlflowRun);
      const seen = await runPython("seen_again.py", ["nine sequences", ...ids]);
      const before = SeenAgain.parse(seen.json);
      expect(before.found).toHaveLength(2);
      // by its id: the keys come in the order of ids, which are random
      const whole = before.runs[ids[0] ?? ""];
      expect(Object.keys(whole?.files ?? {})).toContain("deep/er/big.bin");
      await holdfastOk(["backup", "kept", "--url", url], { cwd: folder.path });
      const said = await holdfastOk(["restore", "kept", "--db", "again"], { cwd: folder.path });
      expect(said).toContain("the same to the byte");
      const second = startHoldfast(["serve", "--port", "0", "--db", "again"], { cwd: folder.path });
      try {
        const MLFLOW_TRACKING_URI = `${await urlOf(second)}/mlflow`;
        const after = await runPython("seen_again.py", ["nine sequences", ...ids], { MLFLOW_TRACKING_URI });
        expect(after.json).toEqual(seen.json);
      } finally {
        second.child.kill("SIGTERM");
        expect(await second.finished).toMatchObject({ code: 0 });
      }
    });

    it("a Trainer configured by its environment alone is bound, parameters, metrics and all", async () => {
      const client = createClient(url, { actor: "tester" });
      await client.register(mlflowStudy("trained"));
      const tags = { holdfast: { ablation: "trained@1", arm: "control", stage: "sft", seed: 1 } };
      const flat = {
        "holdfast.ablation": "trained@1",
        "holdfast.arm": "principles",
        "holdfast.stage": "rl",
        "holdfast.seed": 1,
      };
      for (const given of [tags, flat])
        await runPython("trainer_callback.py", [], {
          MLFLOW_EXPERIMENT_NAME: "hugging face",
          MLFLOW_FLATTEN_PARAMS: "TRUE",
          MLFLOW_TAGS: JSON.stringify(given),
        });
      const { runs } = await client.mlflowRuns("trained@1");
      expect(runs.map(({ run: key, stage, status }) => [key, stage, status])).toEqual([
        ["control/1/0", "sft", "finished"],
        ["principles/1/0", "rl", "finished"],
      ]);
      const { series } = await client.metricKeys("trained@1", { run: "control/1/0" });
      expect(series.map(({ key, points, latest }) => [key, points, latest.step])).toEqual([
        ["epoch", 5, 50],
        ["loss", 5, 50],
      ]);
    });
  });
});
