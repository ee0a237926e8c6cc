import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OracleReportSchema } from "@holdfast/core";
import { afterAll, describe, expect, it } from "vitest";
import { EXIT_CODES } from "../exit-code.js";
import { runLine } from "../testing/run-line.js";

const folder = mkdtempSync(join(tmpdir(), "holdfast-oracle-"));
afterAll(() => rmSync(folder, { recursive: true }));

const wilson = (id: string, upper: number) => ({
  id,
  estimator: "wilson",
  inputs: { x: 0, n: 20, level: 0.95 },
  outputs: { lower: 0, upper },
  rel_tol: 1e-9,
});

function write(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content, null, 1));
  return name;
}

const good = write("good.json", { meta: {}, cases: [wilson("holds", 0.161125158052819)] });
const bad = write("bad.json", {
  meta: {},
  cases: [wilson("differs", 0.2), { ...wilson("unknown", 0.2), estimator: "no_such" }],
});

describe("holdfast oracle", () => {
  it("counts what holds, without a database", async () => {
    expect(await runLine(`oracle ${good}`, folder)).toEqual({
      code: 0,
      stdout: "1 case: 1 hold, 0 fail\n",
      stderr: "",
    });
  });

  it("prints a line for each output that fails, and says so in its exit code", async () => {
    const { code, stdout, stderr } = await runLine(`oracle ${bad}`, folder);
    expect(stdout.split("\n")).toEqual([
      "differs (wilson): upper: expected 0.2, got 0.16112515805281935, allowed 2.00e-10",
      "unknown (no_such): there is no estimator `no_such`",
      "2 cases: 0 hold, 2 fail",
      "",
    ]);
    expect(stderr).toBe("error: 2 of 2 cases do not hold.\n");
    expect(code).toBe(EXIT_CODES["does-not-hold"]);
  });

  it("takes several files, and names the one that fails", async () => {
    const { code, stdout } = await runLine(`oracle ${good} ${bad}`, folder);
    expect(stdout).toContain("bad.json: differs (wilson): upper:");
    expect(stdout).toContain("3 cases: 1 hold, 2 fail");
    expect(code).toBe(EXIT_CODES["does-not-hold"]);
  });

  it("answers with one document for --json", async () => {
    const { code, stdout } = await runLine(`oracle ${good} ${bad} --json`, folder);
    const answer = OracleReportSchema.parse(JSON.parse(stdout));
    expect(answer).toMatchObject({
      cases: 3,
      held: 1,
      failed: 2,
      files: [{ file: good }, { file: bad, failed: 2 }],
    });
    expect(code).toBe(EXIT_CODES["does-not-hold"]);
  });

  it.each([
    ["gone.json", undefined, "not-found", "gone.json: there is no such file."],
    ["torn.json", '{"meta": {},\n"cases": [', "invalid-input", "torn.json:2: this is not JSON: "],
    ["nan.json", '{"meta": {},\n"cases": [{\n"a": NaN}]}', "invalid-input", "nan.json:3: this is not JSON: "],
    ["empty.json", { meta: {}, cases: [] }, "invalid-input", "empty.json:3 cases: "],
    ["list.json", [1], "invalid-input", "list.json:1: this is not a valid file of reference cases"],
    [
      "untold.json",
      { meta: {}, cases: [wilson("a", 1), { ...wilson("b", 1), rel_tol: "small" }] },
      "invalid-input",
      "untold.json:30 cases[1].rel_tol: ",
    ],
  ] as const)("refuses %s", async (name, content, kind, said) => {
    if (content !== undefined) write(name, content);
    const { code, stdout, stderr } = await runLine(`oracle ${good} ${name}`, folder);
    expect(stderr).toContain(said);
    expect([code, stdout]).toEqual([EXIT_CODES[kind], ""]);
  });

  it("needs a file", async () => {
    const { code, stderr } = await runLine("oracle", folder);
    expect(stderr).toContain("FILE... is missing.");
    expect(code).toBe(EXIT_CODES.usage);
  });
});
