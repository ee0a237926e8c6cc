import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLocal } from "@holdfast/api/local";
import { defineAblation, type MixDiff, MixDiffSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runHoldfast, runMix } from "./run-mix.js";

const hash = (digit: string) => `sha256:${digit.repeat(64)}`;
const generic = { dataset: "tulu", kind: "generic", tokens: 1000, rows: 10, contentHash: hash("1") };
const advice = { dataset: "advice", kind: "difficult-advice", tokens: 500, rows: 5, contentHash: hash("2") };
const ablation = defineAblation({
  name: "advice",
  version: "1",
  title: "Advice",
  question: "Does advice hold?",
  baseModel: "m",
  arms: [
    { name: "control", mixes: { sft: { components: [generic] } } },
    { name: "principles", mixes: { sft: { components: [{ ...generic, epochs: 2 }, advice] } } },
  ],
  control: "control",
  stages: [{ name: "sft" }],
  evals: [
    {
      id: "e@1",
      role: "held-out",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
});

let local: Awaited<ReturnType<typeof openLocal>>;
let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-mix-diff-"));
  const now = () => new Date("2026-01-02T03:04:05Z");
  local = await openLocal("memory://", { actor: "test", onFault: () => {}, now });
  await local.client.register(ablation);
});
afterAll(async () => {
  await local?.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runMix(folder, ["diff", ...words], local.client);

async function diff(...words: string[]): Promise<MixDiff> {
  const { stdout, stderr } = await run(...words, "--json");
  if (stdout === "") throw new Error(stderr);
  return MixDiffSchema.parse(JSON.parse(stdout));
}

function write(name: string, texts: readonly string[]): void {
  writeFileSync(join(folder, name), texts.map((text) => `${JSON.stringify({ text })}\n`).join(""));
}

const sentence = (at: number) =>
  Array.from({ length: 30 }, (_, word) => `word${(at * 31 + word * 7) % 1000}`).join(" ");

describe("holdfast mix diff", () => {
  it("says what one arm was given that another was not", async () => {
    const found = await diff("advice@1/control/sft", "advice@1/principles/sft");
    expect(found.components.map(({ dataset, change, tokens }) => [dataset, change, tokens])).toEqual([
      ["tulu", "resized", 1000],
      ["advice", "added", 500],
    ]);
    expect(found.components[0]?.a?.weight).toBe(1);
    expect(found.components[0]?.b?.weight).toBe(0.8);
    expect(found.tokens).toEqual({ a: 1000, b: 2500, difference: 1500 });
    expect(found.overlap).toEqual({
      status: "not-measured",
      reason: "advice@1/control/sft is registered, and its data are not here",
    });
    const { stdout } = await run("advice@1/principles/sft", "advice@1/control/sft");
    expect(stdout).toMatch(/advice +difficult-advice +removed +500 +- +-500 +20.0 % +-/);
  });

  it("measures data, and what they have in common", async () => {
    write("a.jsonl", [1, 2, 3, 4].map(sentence));
    write("b.jsonl", [sentence(3), `${sentence(4)} more`, sentence(5)]);
    const found = await diff("a.jsonl", "b.jsonl");
    expect(found.components.map(({ change }) => change)).toEqual(["removed", "added"]);
    expect(found.overlap).toEqual({
      status: "measured",
      rows: { a: 4, b: 3 },
      exact: { a: 1, b: 1 },
      near: { a: 2, b: 2 },
      threshold: 0.8,
    });
    const same = await diff("a.jsonl", "a.jsonl");
    expect(same.components.map(({ change }) => change)).toEqual(["unchanged"]);
    expect((await run("a.jsonl", "b.jsonl")).stdout).toContain(
      "50.0 % of 4 rows in A (25.0 % exactly) and 66.7 % of 3 rows in B (33.3 % exactly)",
    );
  });

  it("takes records, and their data while they are what was measured", async () => {
    write("c.jsonl", [1, 2].map(sentence));
    const measured = await runMix(folder, ["measure", "c.jsonl", "--dataset", "mine", "--out", "c.json"]);
    expect(measured.code).toBe(0);
    write("d.jsonl", [1].map(sentence));
    await runMix(folder, ["measure", "d.jsonl", "--dataset", "mine", "--out", "d.json"]);
    const found = await diff("c.json", "d.json");
    expect(found.components.map(({ dataset, change }) => [dataset, change])).toEqual([["mine", "changed"]]);
    expect(found.overlap).toMatchObject({ status: "measured", near: { a: 1, b: 1 } });
    write("d.jsonl", [7].map(sentence));
    expect((await diff("c.json", "d.json")).overlap).toEqual({
      status: "not-measured",
      reason: "d.jsonl was changed since it was measured",
    });
  });

  it("knows a component again that was pasted into an ablation file as it is printed", async () => {
    write("e.jsonl", [1, 2, 3].map(sentence));
    const { stdout } = await runMix(folder, [
      "measure",
      "e.jsonl",
      "--kind",
      "stories",
      "--dataset",
      "Tales 2",
    ]);
    const pasted = stdout.slice(stdout.indexOf("\n- dataset") + 1).trimEnd();
    // the rest of the ablation in YAML's flow style, one key a line
    const rest = Object.entries({ ...ablation, name: "pasted" }).filter(
      ([key]) => key !== "arms" && key !== "plan",
    );
    const yaml = [
      ...rest.map(([key, value]) => `${key}: ${JSON.stringify(value)}`),
      "arms:",
      "  - name: control",
      "    mixes:",
      "      sft:",
      "        components:",
      ...pasted.split("\n").map((line) => `          ${line}`),
    ];
    writeFileSync(join(folder, "pasted.yaml"), `${yaml.join("\n")}\n`);
    const { code, stderr } = await runHoldfast(folder, ["register", "pasted.yaml"], local.client);
    expect([code, stderr]).toEqual([0, expect.stringContaining("pasted@1")]);
    const found = await diff("pasted@1/control/sft", "e.jsonl");
    expect(found.components.map(({ dataset, change, a }) => [dataset, change, a?.kind, a?.rows])).toEqual([
      ["Tales 2 -> e", "unchanged", "stories", 3],
    ]);
  });

  it("says what there is", async () => {
    expect((await run("advice@1/none/sft", "a.jsonl")).stderr).toContain(
      "There are advice@1/control/sft, advice@1/principles/sft.",
    );
    expect((await run("a.jsonl")).stderr).toContain("two mixes are compared.");
    expect((await run("a.jsonl", "gone.jsonl")).stderr).toContain("there is no such file");
  });
});
