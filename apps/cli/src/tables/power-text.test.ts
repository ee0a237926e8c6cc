import { type PowerRow, PowerRowSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { powerText } from "./power-text.js";

const basis = (value: number) => ({ value, from: "assumed" as const, df: null, atMost: null });

const rowOf = (id: string): PowerRow =>
  PowerRowSchema.parse({
    eval: id,
    metric: "score",
    stage: null,
    design: {
      runs: basis(3),
      arms: basis(2),
      prompts: basis(100),
      epochs: basis(10),
      comparisons: basis(1),
    },
    spread: {
      seed: basis(0.044),
      seedByPrompt: basis(0),
      score: basis(0.43),
      armByPrompt: basis(0),
      correlation: basis(0.7),
    },
    runDeviation: 0.05,
    seedShare: 0.9,
    shownTarget: "prompt-general",
    wantedPower: 0.8,
    smallestEffect: 0.1,
    lead: 0.1,
    leads: [],
    promptsOnly: 0.03,
    cheapest: [],
    retention: [],
  });

describe("powerText", () => {
  it("puts the smallest effect of rates over the column, and that of another scale beside its eval", () => {
    const rows = [rowOf("helpfulness@1"), rowOf("blackmail@1")];
    const options = { target: undefined, columns: 100, bold: (text: string) => text };
    const text = powerText(testAblation, { sentences: ["s"], rows }, options);
    const lines = text.split("\n").map((line) => line.trim());
    expect(text).toContain("power at 10.0");
    expect(lines.filter((line) => /^(blackmail|helpfulness)@1($|,)/.test(line))).toEqual([
      "blackmail@1",
      "helpfulness@1, power at 0.1 on its own scale",
    ]);
  });
});
