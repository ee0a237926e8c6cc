import { PowerPlanSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { EXIT_CODES } from "../exit-code.js";
import { runLine } from "../testing/run-line.js";

describe("holdfast power", () => {
  it("plans a design without a database", async () => {
    const { code, stdout, stderr } = await runLine("power --seeds 3 --arms 8 --effect 0.05 --comparisons 42");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const rows = stdout.split("\n").map((line) => line.trim().split(/ {2,}/));
    expect(rows).toContainEqual(["test", "df", "resolves", "if alike", "power at 5.0", "cheapest"]);
    expect(rows).toContainEqual([
      "lead, pair",
      "4",
      expect.stringMatching(/^16\.\d$/),
      "14.2",
      "0.13",
      expect.stringMatching(/^\d+ x \d+ x \d+$/),
    ]);
    expect(stdout).toContain("Holm's first of 42");
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });
  it("prints the document for machines", async () => {
    const { stdout } = await runLine("power --seeds 2 --json");
    expect(PowerPlanSchema.parse(JSON.parse(stdout)).row.design.runs.value).toBe(2);
  });
  it.each([
    ["power --seeds many", "usage", /--seeds is a number/],
    ["power --seeds 3 --power 2", "invalid-input", /^error \(invalid-input\): --power: Too big: [^:]*\.\n$/],
    ["power --seeds 0", "invalid-input", /^error \(invalid-input\): --seeds: Too small: [^:]*\.\n$/],
    [
      "power advice@1 --effect 0",
      "invalid-input",
      /^error \(invalid-input\): --effect: Too small: [^:]*\.\n$/,
    ],
    [
      "monitor advice@1 --eval b@1 --limit 0.1 --alpha 2",
      "invalid-input",
      /^error \(invalid-input\): --alpha: Too big: [^:]*\.\n$/,
    ],
  ] as const)("refuses %s", async (line, kind, said) => {
    const { code, stderr } = await runLine(line);
    expect(code).toBe(EXIT_CODES[kind]);
    expect(stderr).toMatch(said);
  });
});
