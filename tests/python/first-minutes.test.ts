import { cpSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createClient } from "@holdfast/api/client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdfastOk } from "../cli/run-holdfast.js";
import { type WorkFolder, workFolder } from "../cli/work-folder.js";
import { PACKAGE, WITH_INSPECT, WITH_MLFLOW } from "./pythons.js";
import { programOk } from "./run-python.js";
import { type Served, serveHoldfast } from "./serve-holdfast.js";

const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const README = readFileSync(fileURLToPath(new URL("../../README.md", import.meta.url)), "utf8");

const isReady = WITH_INSPECT.program !== null && WITH_MLFLOW.program !== null;

/** The variables that README sets for a run of the study, with its placeholders filled in. */
function variablesIn(readme: string, url: string, arm: string, seed: number): Record<string, string> {
  const section = readme.slice(readme.indexOf("## Record from the code you have"));
  const pairs = [...section.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name = "", value = ""]) => {
    const bare = value.replace(/\s+#.*$/, "").replace(/^'(.*)'$/, "$1");
    const filled = bare
      .replaceAll("http://127.0.0.1:7878", url)
      .replaceAll("'\"$seed\"'", String(seed))
      .replaceAll("'\"$arm\"'", arm)
      .replaceAll("$seed", String(seed))
      .replaceAll("$arm", arm);
    return [name, filled] as const;
  });
  return Object.fromEntries(pairs);
}

describe.skipIf(!isReady)(
  `README alone, with ${WITH_MLFLOW.name} and ${WITH_INSPECT.name}: an unmodified script and an unmodified eval`,
  () => {
    let folder: WorkFolder;
    let served: Served;
    beforeAll(async () => {
      folder = workFolder();
      for (const name of ["first-script.py", "first-eval.py"]) cpSync(script(name), join(folder.path, name));
      await holdfastOk(["init"], { cwd: folder.path });
      await holdfastOk(["register", "ablation.ts"], { cwd: folder.path });
      const filter = (path: string) => !/(build|\.egg-info|__pycache__)$/.test(path);
      cpSync(PACKAGE, join(folder.path, "package"), { recursive: true, filter });
      const install = ["-m", "pip", "install", "--quiet", "--no-deps", "--target", "site", "./package"];
      await programOk(WITH_INSPECT.program ?? "", install, { cwd: folder.path, env: { PYTHONPATH: "" } });
      served = await serveHoldfast(folder.path);
    }, 240_000);
    afterAll(async () => {
      await served?.stop();
      folder?.remove();
    });
    const train = (env: Record<string, string>, ...words: readonly string[]) =>
      programOk(WITH_MLFLOW.program ?? "", ["first-script.py", ...words], {
        cwd: folder.path,
        env: { PYTHONPATH: "", ...env },
      });

    it("both are in `holdfast effects`, and the printed link opens the run", {
      timeout: 600_000,
    }, async () => {
      let printed = "";
      for (const [arm, rate] of [
        ["control", "0.5"],
        ["principles", "0.2"],
      ] as const)
        for (const seed of [1, 2]) {
          const env = variablesIn(README, served.url, arm, seed);
          expect(Object.keys(env)).toEqual(
            expect.arrayContaining(["MLFLOW_TRACKING_URI", "MLFLOW_RUN_CONTEXT", "HOLDFAST_RUN"]),
          );
          const { stdout, stderr } = await train(env, String(seed), rate);
          printed = stdout + stderr;
          const inspect = join(dirname(WITH_INSPECT.program ?? ""), "inspect");
          await programOk(inspect, ["eval", "first-eval.py", "--display", "plain"], {
            cwd: folder.path,
            env: { PYTHONPATH: join(folder.path, "site"), ...env },
          });
        }
      const words = ["effects", "my-ablation@1", "--url", served.url];
      const text = await holdfastOk(words, { cwd: folder.path });
      expect(text).toMatch(/honeypots@1[\s\S]*?principles +rl +0\.0 +\[[^\]]+\] +2 v 2/);
      expect(text).toMatch(/blackmail@1[\s\S]*?principles +rl 100-300 +-(29|30|31)\.\d +\[[^\]]+\] +2 v 2/);
      const client = createClient(served.url);
      const { runs } = await client.mlflowRuns("my-ablation@1");
      expect(runs.map(({ run, stage, faults }) => [run, stage, faults])).toEqual(
        ["control/1/0", "control/2/0", "principles/1/0", "principles/2/0"].map((run) => [run, "rl", []]),
      );
      const at = /View run .* at: (\S+)/.exec(printed)?.[1] ?? "";
      expect(at).toContain("/mlflow/#/experiments/");
      const opened = await fetch(`${served.url}/mlflow/runs/${at.split("/").at(-1)}`);
      expect([opened.status, new URL(opened.url).pathname]).toEqual([
        200,
        expect.stringContaining("my-ablation%401"),
      ]);
    });

    it("the log of an eval that a script leaves as an artifact is recorded for its run", {
      timeout: 240_000,
    }, async () => {
      const [log = ""] = readdirSync(join(folder.path, "logs")).filter((name) => name.endsWith(".eval"));
      const MLFLOW_RUN_CONTEXT = JSON.stringify({
        "holdfast.ablation": "my-ablation@1",
        "holdfast.arm": "demonstrations",
        "holdfast.stage": "rl",
        "holdfast.seed": "1",
        "holdfast.eval.honeypots": "honeypots@1",
        "holdfast.metric": "score",
      });
      const env = { MLFLOW_TRACKING_URI: `${served.url}/mlflow`, MLFLOW_RUN_CONTEXT };
      await train(env, "1", "0.3", join("logs", log));
      const client = createClient(served.url);
      const { outcomes } = await client.outcomes("my-ablation@1", { run: "demonstrations/1/0" });
      const found = outcomes.filter(({ eval: id }) => id === "honeypots@1");
      expect(found.map(({ step, value }) => [step, value.level])).toEqual([[300, "samples"]]);
    });
  },
);
