import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EffectAnswerSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { holdfastOk } from "./run-holdfast.js";
import { ndjson, studyLines } from "./study.js";
import { type WorkFolder, workFolder } from "./work-folder.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

const ABLATION = `import { defineAblation, ingredient } from "@holdfast/core";

export const ablation = defineAblation({
  name: "installed", version: "1", title: "Installed", question: "Does it run without the repository?", baseModel: "m",
  factors: [ingredient("advice")],
  arms: [{ name: "control", levels: { advice: false } }, { name: "difficult-advice", levels: { advice: true } }],
  control: "control",
  stages: [{ name: "sft" }, { name: "rl" }],
  evals: [{ id: "blackmail@1", role: "held-out", metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }] }],
  seeds: 3,
});
`;

describe("the tarball", () => {
  let folder: WorkFolder;
  let binary: string;
  const run = (...words: string[]) => holdfastOk(words, { cwd: folder.path, binary });

  beforeAll(() => {
    folder = workFolder();
    execFileSync(process.execPath, [join(ROOT, "scripts/pack-cli.mjs"), folder.path], { cwd: folder.path });
    const [tarball = "", ...others] = readdirSync(folder.path).filter((name) => name.endsWith(".tgz"));
    expect(others).toEqual([]);
    const prefix = join(folder.path, "prefix");
    const { status, stderr } = spawnSync(
      "npm",
      ["install", "--global", "--prefix", prefix, "--no-audit", "--no-fund", join(folder.path, tarball)],
      { cwd: folder.path, encoding: "utf8", shell: process.platform === "win32" },
    );
    expect([status, stderr.includes("ERR!")]).toEqual([0, false]);
    binary = join(prefix, process.platform === "win32" ? "holdfast" : "bin/holdfast");
    folder.write("ablation.ts", ABLATION);
    folder.write("outcomes.ndjson", ndjson(studyLines()));
  }, 300_000);
  afterAll(() => folder.remove());

  it("installs in an empty folder and goes from registration to report", async () => {
    expect(await run("register", "ablation.ts")).toContain("registered installed@1");
    expect(await run("record", "outcomes.ndjson", "-a", "installed@1")).toContain("720 added");
    const effects = EffectAnswerSchema.parse(JSON.parse(await run("effects", "--json")));
    expect(effects.effects.length).toBeGreaterThan(0);
    expect(await run("durability")).toContain("1 lead followed over time");
    expect((await run("effects", "--group-by", "advice", "--csv")).split("\n").length).toBeGreaterThan(1);
    await run("report", "-o", "report.html");
    expect(readFileSync(join(folder.path, "report.html"), "utf8")).toContain("<svg");
    expect(await run("doctor")).toContain("migrations are applied, good");
  }, 120_000);

  it("reads nothing of the repository it was packed in", () => {
    const installed = join(folder.path, "prefix/lib/node_modules/holdfast");
    const manifest: unknown = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    expect(manifest).toMatchObject({
      name: "holdfast",
      dependencies: {
        "@electric-sql/pglite": expect.any(String),
        jiti: expect.any(String),
        postgres: expect.any(String),
      },
    });
    expect(existsSync(join(installed, "migrations/meta/_journal.json"))).toBe(true);
    const code = readdirSync(join(installed, "apps/cli/dist")).filter((name) => name.endsWith(".js"));
    for (const name of code)
      expect(readFileSync(join(installed, "apps/cli/dist", name), "utf8").includes(ROOT)).toBe(false);
  });
});
