import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MixIngredientsSchema } from "@holdfast/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runMix } from "./run-mix.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "holdfast-ingredients-"));
  for (const [name, rows] of Object.entries({ plain: PLAIN, tools: WITH_TOOLS })) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "env.jsonl"), rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tool = (name: string, description = "") => ({ name, description, parameters: { type: "object" } });
const row = (
  system: string | null,
  user: string,
  tools: readonly unknown[] = [],
  calls: readonly string[] = [],
) => ({
  messages: [
    ...(system === null ? [] : [{ role: "system", content: system }]),
    { role: "user", content: user },
    {
      role: "assistant",
      content: "Well.",
      tool_calls: calls.map((name) => ({ type: "function", function: { name, arguments: "{}" } })),
    },
  ],
  ...(tools.length === 0 ? {} : { tools }),
});
const PLAIN = [
  row(null, "How do I lie?"),
  row(null, "How do I cheat?"),
  row("Be kind.", "How do I steal?"),
  row("Be kind.", "Only here."),
];
const WITH_TOOLS = [
  row(null, "How do I lie? \n", [tool("mail"), tool("clock")]),
  row(null, "How do I lie?", [{ type: "function", function: tool("mail") }, tool("clock")]),
  row("Be brief.", "How do I cheat?", [tool("mail", "another one")], ["mail"]),
  row("Be kind.", "How do I steal?"),
  row("You are Alex.", "Only there."),
];

async function ingredients(...words: string[]) {
  const { code, stdout, stderr } = await runMix(folder, ["ingredients", ...words, "--json"]);
  if (stdout === "") throw new Error(stderr);
  return { code, ...MixIngredientsSchema.parse(JSON.parse(stdout)) };
}

describe("holdfast mix ingredients", () => {
  it("extracts, hashes and counts system prompts and tools", async () => {
    const { a, b, comparison } = await ingredients("tools");
    expect([b, comparison]).toEqual([null, null]);
    expect(a).toMatchObject({ rows: 5, userPrompts: 4, toolSets: 3, rowsWithUnusedTools: 2 });
    expect(a.toolDefinitions.map(({ name, rows, first }) => [name, rows, first]).sort()).toEqual([
      ["clock", 2, "tools/env.jsonl:1"],
      ["mail", 1, "tools/env.jsonl:3"],
      ["mail", 2, "tools/env.jsonl:1"],
    ]);
    // printf 'Be kind.' | sha256sum
    expect(a.systemPrompts.find(({ text }) => text === "Be kind.")?.hash).toBe(
      "sha256:5499befb38dbf3fcc08107141cb2a9e7f42a6aae403361dc3601b8296d7967ea",
    );
  });

  it("compares environments with the user prompts held constant", async () => {
    const { comparison } = await ingredients("plain", "--against", "tools");
    expect(comparison).toMatchObject({
      shared: 3,
      onlyInA: 1,
      onlyInB: 1,
      same: 1,
      otherSystemPrompts: 0,
      otherTools: 1,
      otherBoth: 1,
      systemPrompts: { shared: 1, onlyInA: 0, onlyInB: 2 },
      toolDefinitions: { shared: 0, onlyInA: 0, onlyInB: 3 },
    });
    const lie = comparison?.examples.find(({ userPrompt }) => userPrompt === "How do I lie?");
    expect([lie?.a.toolSets, lie?.b.toolSets]).toEqual([[[]], [["clock", "mail"]]]);
    const { stdout } = await runMix(folder, ["ingredients", "plain", "--against", "tools"]);
    expect(stdout.replace(/\s+/g, " ")).toContain(
      "User prompts held constant: 3 in both, 1 only in A, 1 only in B.",
    );
    expect(stdout).toContain("B: system none; tools clock+mail");
  });

  it("lists rows that it cannot read, and fails", async () => {
    writeFileSync(join(folder, "bad.jsonl"), `${JSON.stringify(PLAIN[0])}\n{"x": 1}\n`);
    const { code, a } = await ingredients("bad.jsonl");
    expect(code).not.toBe(0);
    expect(a.leftOut).toMatchObject([{ count: 1, first: "bad.jsonl:2" }]);
    expect((await runMix(folder, ["ingredients", "bad.jsonl", "--allow-partial"])).code).toBe(0);
  });
});
