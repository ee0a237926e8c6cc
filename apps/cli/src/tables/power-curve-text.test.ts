import { planPowerCurve } from "@holdfast/api/local";
import { describe, expect, it } from "vitest";
import { powerCurveText } from "./power-curve-text.js";

const OPTIONS = { columns: 100, bold: (text: string) => text };
const textOf = async (question: Parameters<typeof planPowerCurve>[0]) =>
  powerCurveText(null, { sentences: [], curve: await planPowerCurve(question) }, OPTIONS);
const rowsOf = (text: string) => text.split("\n").map((line) => line.trim());

describe("powerCurveText", () => {
  it("has a row a number of runs, the design that is asked about marked, and a column a number of prompts", async () => {
    const text = await textOf({ runs: 3, arms: 4, prompts: 100, comparisons: 3, effect: 0.1 });
    expect(text).toMatch(/runs +25 prompts +100 prompts +400 prompts +Holm's first of 3 +power at 10\.0/);
    const marked = rowsOf(text).filter((line) => line.startsWith("* "));
    expect(marked.map((line) => line.split(/\s+/)[1])).toEqual(["3", "100", "4.4"]);
  });

  it("resolves less with fewer runs", async () => {
    const rows = rowsOf(await textOf({ runs: 3, arms: 2, prompts: 100 })).filter((line) =>
      /^(\* )?\d+ +\d/.test(line),
    );
    const leads = rows.map((line) => Number(line.replace("* ", "").split(/\s+/)[2]));
    const [two = 0, three = 0, four = 0] = leads;
    expect(two).toBeGreaterThan(three);
    expect(three).toBeGreaterThan(four);
  });

  it("has no lead where the scale ends before it", async () => {
    const text = await textOf({ runs: 3, arms: 2, prompts: 100, comparisons: 500 });
    const two = rowsOf(text).find((line) => line.startsWith("2 ")) ?? "";
    expect(two).toContain("none");
    const shown = rowsOf(text).flatMap((line) => [...line.matchAll(/ (\d+\.\d)(?= |$)/g)]);
    expect(Math.max(...shown.map(([, lead]) => Number(lead)))).toBeLessThanOrEqual(100);
  });

  it("shows no table over prompts where one run an arm resolves nothing", async () => {
    const text = await textOf({ runs: 1, arms: 2, prompts: 100 });
    expect(text).not.toContain("Over prompts");
    expect(text).toContain("over runs an arm");
  });
});
