import { RankingSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { rankingText } from "./ranking-text.js";
import { recipeText } from "./recipe-text.js";

const options = { columns: 100, bold: (text: string) => text };

const ranking = RankingSchema.parse({
  eval: "blackmail@1",
  metric: "score",
  condition: {},
  judge: "rule",
  moment: { stage: "rl", steps: [200] },
  direction: "lower-is-better",
  target: "prompt-general",
  arms: [
    { arm: "difficult-advice", runs: 3, level: 0.1, probabilityBest: 0.9991 },
    { arm: "control", runs: 2, level: 0.3, probabilityBest: 0.0009 },
  ],
  pairs: [{ arm: "control", other: "difficult-advice", probabilityBetter: 0.0009 }],
  method: "t posteriors",
  reason: null,
});

describe("rankingText", () => {
  it("gives each arm its chance, never certainty, and the next arm beside it", () => {
    const [table = "", note] = rankingText(testAblation, [ranking], options).split("\n\n");
    expect(table.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual([
      ["arm", "level", "runs", "best?", "better than the next"],
      ["blackmail@1, held-out, lower is better: rl 200"],
      ["difficult-advice", "10.0%", "3", ">99%", ">99% over control"],
      ["control", "30.0%", "2", "<1%"],
    ]);
    expect(note).toContain("never a test");
  });
  it("says what it takes where there is nothing to rank", () => {
    expect(rankingText(testAblation, [], options)).toContain("two arms with two runs");
  });
});

describe("recipeText", () => {
  it("lists arms that are not matched, and is empty where all are", () => {
    const about = { arm: "difficult-advice", control: "control", stage: "sft" };
    const text = recipeText(
      [
        { ...about, status: "matched", differences: [], reason: "one recipe" },
        {
          ...about,
          stage: "rl",
          status: "differs",
          differences: [{ setting: "settings.lr", control: "1", arm: null }],
          reason: "",
        },
      ],
      100,
      (bold) => bold,
    );
    expect(text).toContain("settings.lr: 1 -> none");
    expect(text).not.toContain("sft");
    expect(recipeText([], 100, (bold) => bold)).toBe("");
  });
});
