import { describe, expect, it } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { testEffectAnswer } from "../testing/test-answers.js";
import { effectsText, standingSentence } from "./effects-text.js";

const options = {
  scale: "difference",
  target: undefined,
  columns: 100,
  bold: (text: string) => text,
} as const;
const blocks = effectsText(testAblation, testEffectAnswer, options).split("\n\n");
const cells = (line: string) => line.split(/ {2,}/);

describe("effectsText", () => {
  it("begins with what stands of what was registered", () => {
    expect(blocks[0]).toBe("1 of 4 registered comparisons stands after Holm; 2 without a p-value.");
    expect(standingSentence([], "lead")).toContain("exploratory");
  });

  it("gives each lead a row under its eval: rates in points, graded metrics in their own unit", () => {
    expect(blocks[1]?.split("\n").map(cells)).toEqual([
      ["arm", "stage", "lead", "interval", "runs", "p (Holm)", "stands?"],
      ["blackmail@1, held-out, lower is better"],
      ["", "difficult-advice", "rl 180-200", "-18.2", "[-24.2, -12.2]", "3 v 3", "<0.001", "yes"],
      ["", "difficult-advice", "sft", "-", "not estimable", "-", "not tested"],
    ]);
    expect(blocks[2]?.split("\n").map(cells)).toEqual([
      ["helpfulness@1, judged by claude, prompt ai, guardrail, higher is better"],
      ["", "difficult-advice", "sft", "+0.0123", "[-0.0477, +0.0723]", "3 v 3", "<0.001", "exploratory"],
    ]);
  });

  it("says the unit, why something is missing, and each warning once with its count", () => {
    expect(blocks[3]).toContain("with 95% intervals: in percentage points for rates");
    expect(blocks[4]).toBe("Not estimable\n     1x one run an arm");
    expect(blocks[5]).toBe(
      "Warnings\n     1x retrospective: registered after outcomes existed\n     3x few-clusters: 3 clusters only",
    );
  });

  it("stays within 100 columns", () => {
    const [, table = ""] = blocks;
    expect(Math.max(...table.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("says what to do where there are no outcomes", () => {
    const text = effectsText(testAblation, { ...testEffectAnswer, effects: [] }, options);
    expect(text).toContain("record some with `holdfast record FILE --ablation advice@1`");
  });
});
