import { describe, expect, it } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { testDurability, testDurabilityAnswer } from "../testing/test-answers.js";
import { durabilityText } from "./durability-text.js";
import { ratioSetText } from "./ratio-set-text.js";

const options = {
  scale: "difference",
  target: undefined,
  columns: 100,
  bold: (text: string) => text,
} as const;
const blocks = durabilityText(testAblation, testDurabilityAnswer, options).split("\n\n");

describe("durabilityText", () => {
  it("begins with what stands, and counts the verdicts", () => {
    expect(blocks[0]).toBe(
      "1 of 1 registered comparison stands after Holm. 1 lead followed over time: 1 inconclusive.",
    );
  });

  it("gives each lead a row within 100 columns, under its eval and the two moments", () => {
    expect(blocks[1]).toBe("- What became of the lead.");
    const lines = blocks[2]?.split("\n") ?? [];
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ["arm", "lead", "retained", "least / most", "runs", "verdict"],
      ["blackmail@1, held-out, lower is better: sft -> rl 200"],
      [
        "",
        "difficult-advice",
        "-20.0 -> -18.0",
        "0.90: 0.70 to 1.15",
        "0.72 / 1.10",
        "3 v 3",
        "inconclusive",
      ],
      ["", "(judge-change)"],
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("explains the numbers, gives the reason of what is open, and counts warnings", () => {
    expect(blocks[3]).toContain("with its 95% Fieller set");
    expect(blocks[6]).toBe("Reasons\n     1x between the thresholds");
    expect(blocks[7]).toContain("2x few-clusters");
  });

  it("says where a scale was not computed", () => {
    const text = durabilityText(
      testAblation,
      { ...testDurabilityAnswer, durability: [testDurability] },
      { ...options, scale: "log-odds" },
    );
    expect(text).toContain("not estimable");
  });

  it.each([
    [{ kind: "interval", lower: 0.6, upper: 0.95 }, "0.60 to 0.95"],
    [{ kind: "exclusive", lower: 0.2, upper: 3 }, "outside 0.20 to 3.00"],
    [{ kind: "half-line", lower: 0.4, upper: null }, "0.40 or more"],
    [{ kind: "half-line", lower: null, upper: 0.4 }, "0.40 or less"],
    [{ kind: "unbounded", lower: null, upper: null }, "any"],
  ] as const)("writes the set %j as %s", (set, text) => {
    expect(ratioSetText({ ...set, level: 0.95 })).toBe(text);
  });
});
