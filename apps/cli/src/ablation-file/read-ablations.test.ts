import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ablationIdentity, describeError, isHoldfastError } from "@holdfast/core";
import { afterAll, describe, expect, it } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { ablationTemplate } from "./ablation-template.js";
import { readAblations } from "./read-ablations.js";

const folder = mkdtempSync(join(tmpdir(), "holdfast-ablation-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(name: string, text: string) {
  writeFileSync(join(folder, name), text);
  return readAblations(join(folder, name), name);
}

async function refusal(name: string, text: string): Promise<string> {
  try {
    await read(name, text);
  } catch (error) {
    if (isHoldfastError(error)) return `${error.code} ${describeError(error)}`;
    throw error;
  }
  throw new Error("the file was accepted");
}

const yaml = `name: advice
version: "1"
title: Advice
question: Does it hold?
baseModel: m
arms:
  - name: control
  - name: advice
control: control
stages: [{ name: sft }]
evals:
  - id: blackmail@1
    metrics: [{ name: score, direction: lower-is-better, scale: { kind: binary } }]
    role: target
`;

describe("readAblations", () => {
  it("reads TypeScript that imports core and its own folder", async () => {
    writeFileSync(
      join(folder, "arms.ts"),
      'export const names: readonly string[] = ["control", "advice"];\n',
    );
    const [ablation] = await read(
      "study.ts",
      `import { defineAblation, type Ablation } from "@holdfast/core";
import { names } from "./arms.js";
export const study: Ablation = defineAblation({ name: "x", version: "2", title: "t", question: "q", baseModel: "m",
  arms: names.map((name) => ({ name })), control: "control", stages: [{ name: "sft" }],
  evals: [{ id: "e@1", metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }], role: "target" }] });
export const other = 1;
export default study;
`,
    );
    expect(ablation?.arms.map((arm) => arm.name)).toEqual(["control", "advice"]);
  });

  it("reads JSON, alone or in a list, and YAML, alone or in several documents", async () => {
    const json = JSON.stringify(testAblation);
    expect(await read("one.json", json)).toEqual([testAblation]);
    expect(await read("two.json", `[${json},${json}]`)).toHaveLength(2);
    expect((await read("one.yaml", yaml)).map(ablationIdentity)).toEqual(["advice@1"]);
    const two = `${yaml}---\n${yaml.replace('"1"', '"2"')}`;
    expect((await read("two.yml", two)).map(ablationIdentity)).toEqual(["advice@1", "advice@2"]);
  });

  it("reads the ablation that init writes: four arms, all of them tested", async () => {
    const [ablation] = await read("template.ts", ablationTemplate());
    expect(ablation?.arms.map((arm) => arm.name)).toEqual([
      "control",
      "demonstrations",
      "principles",
      "demonstrations+principles",
    ]);
    expect(ablation?.plan.families.map((family) => family.members.length)).toEqual([12, 6]);
  });

  it.each([
    [
      "a.yaml",
      yaml.replace("name: advice\nc", "name: control\nc"),
      "invalid-input a.yaml:8 arms[1].name: the arm `control` is named twice.",
    ],
    [
      "b.yaml",
      yaml.replace("control: control", "control: base"),
      "unknown-name b.yaml:9 control: there is no arm `base`.",
    ],
    ["c.yaml", yaml.replace('"1"', "1"), "invalid-input c.yaml:2 version:"],
    ["d.yaml", yaml.replace("title: Advice", "title: [Advice"), "invalid-input d.yaml:4: this is not YAML:"],
    [
      "e.yaml",
      yaml.replace("title: Advice", "name: again"),
      "invalid-input e.yaml:3: this is not YAML: Map keys must be unique",
    ],
    ["f.yaml", `${yaml}plan: { alpha: .inf }\n`, "invalid-input f.yaml:15 plan.alpha:"],
    ["g.json", '{\n "name": "x",\n}\n', "invalid-input g.json:3: this is not JSON"],
    ["h.json", "", "invalid-input h.json"],
    ["i.json", '{\n "name": "x",\n "version": "1"\n}', "invalid-input i.json:1 title:"],
    ["j.ts", "export const x = 1;\n", "invalid-input j.ts: the file exports no ablation."],
    ["k.ts", "export const x = ;\n", "invalid-input k.ts:1: the file does not run:"],
    [
      "l.ts",
      '\nthrow new Error("no data today");\n',
      "invalid-input l.ts:2: the file does not run: no data today",
    ],
    ["m.ts", 'import "./nothing.js";\n', "invalid-input m.ts: the file does not run:"],
    [
      "n.ts",
      'import { defineAblation } from "@holdfast/core";\nexport default defineAblation({ name: "x" });\n',
      "invalid-input n.ts version: this is not a valid ablation",
    ],
    ["o.toml", "", "invalid-input o.toml: ablation files do not end in `.toml`."],
  ])("refuses %s with file, line and key", async (name, text, said) => {
    expect(await refusal(name, text)).toContain(said);
  });

  it("says so where there is no file", async () => {
    for (const name of ["nowhere.ts", "nowhere.yaml"])
      await expect(readAblations(join(folder, name), name)).rejects.toMatchObject({
        code: "not-found",
        place: { file: name },
      });
  });
});
