import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createClient } from "@holdfast/api/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type WorkFolder, workFolder } from "../cli/work-folder.js";
import { type Served, serveHoldfast } from "../python/serve-holdfast.js";
import { mlflowStudy } from "./study.js";

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL("hugging_face_trainer.py", import.meta.url));
const VARIABLE = "HOLDFAST_TEST_PYTHON_TRANSFORMERS";
const python = process.env[VARIABLE] ?? "";
const isThere = python !== "" && spawnSync(python, ["-c", "import transformers, mlflow"]).status === 0;
if (!isThere && process.env.HOLDFAST_REQUIRE_ALL === "1")
  throw new Error(`HOLDFAST_REQUIRE_ALL=1 needs ${VARIABLE}, a Python with transformers and mlflow-skinny.`);
const reason = isThere ? "" : ` (skipped: ${VARIABLE} names no Python with transformers and mlflow)`;
const Said = z.object({ by: z.enum(["with_trainer", "with_handler"]), run: z.string() });

describe(`Hugging Face's own MLflowCallback${reason}`, () => {
  describe.skipIf(!isThere)("logs to a fresh `holdfast serve`", () => {
    let folder: WorkFolder;
    let server: Served;
    beforeAll(async () => {
      folder = workFolder();
      server = await serveHoldfast(folder.path);
      await createClient(server.url, { actor: "tester" }).register(mlflowStudy("hugging"));
    });
    afterAll(async () => {
      await server.stop();
      folder.remove();
    });

    it("the address and the tags in the environment are all that binds its run", async () => {
      const tags = { ablation: "hugging@1", arm: "principles", stage: "rl", seed: 1 };
      const { stdout } = await run(python, [SCRIPT], {
        cwd: folder.path,
        env: {
          ...{ PATH: process.env.PATH, HOME: folder.path, HF_HUB_OFFLINE: "1" },
          MLFLOW_TRACKING_URI: `${server.url}/mlflow`,
          MLFLOW_TAGS: JSON.stringify(
            Object.fromEntries(Object.entries(tags).map(([key, value]) => [`holdfast.${key}`, value])),
          ),
        },
        timeout: 110_000,
      });
      const line = stdout.split("\n").findLast((text) => text.startsWith("{"));
      const said = Said.parse(JSON.parse(line ?? ""));
      const client = createClient(server.url, { actor: "tester" });
      const { runs } = await client.mlflowRuns("hugging@1");
      expect(runs).toMatchObject([
        { mlflowRun: said.run, run: "principles/1/0", stage: "rl", status: "finished" },
      ]);
      const read = await fetch(`${server.url}/mlflow/api/2.0/mlflow/runs/get?run_id=${said.run}`);
      const { params } = z
        .object({ run: z.object({ data: z.object({ params: z.array(z.unknown()) }) }) })
        .parse(await read.json()).run.data;
      // all of TrainingArguments, in calls that the client makes behind the training's back
      expect(params.length).toBeGreaterThan(90);
      const { series } = await client.metricKeys("hugging@1", { run: "principles/1/0", stage: "rl" });
      const keys = ["epoch", "grad_norm", "learning_rate", "loss", "train_loss", "train_runtime"];
      expect(series.map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
      const shown = await fetch(`${server.url}/v1/ablations/hugging@1/metrics?key=loss&run=principles/1/0`);
      const { metrics } = z
        .object({ metrics: z.array(z.object({ step: z.number(), value: z.number() })) })
        .parse(await shown.json());
      expect(metrics.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    });
  });
});
