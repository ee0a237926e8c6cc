import type { Decay } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { testDurability, testDurabilityAnswer } from "../testing/test-answers.js";
import { courseText, halfLifeText, trajectoryText } from "./course-text.js";

const options = { columns: 100, bold: (text: string) => text };

describe("courseText", () => {
  it("gives half-life, share over the stage, levels and what missing runs could do, in as many columns as there are", () => {
    const lines = courseText(testAblation, testDurabilityAnswer, { ...options, columns: 130 }).split("\n");
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ["arm", "half-life", "if all fades", "share over stage", "levels v control", "worst / best"],
      ["blackmail@1, held-out, lower is better"],
      [
        "",
        "difficult-advice",
        ">51 of any loss",
        ">912",
        "0.80: 0.60 to 0.95",
        "10.0% v 30.0% -> 8.0% v -",
        "1 v -: -0.50 / 1.25",
      ],
    ]);
    const narrow = courseText(testAblation, testDurabilityAnswer, options).split("\n");
    expect(Math.max(...narrow.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it("drops a column without a word in it, and tells judges and stages apart", () => {
    const other = { ...testDurability, judge: "model" };
    const later = { ...other, to: { ...other.to, stage: "later" } };
    const answer = { ...testDurabilityAnswer, trajectories: [], durability: [testDurability, other, later] };
    const lines = courseText(testAblation, answer, { ...options, columns: 130 }).split("\n");
    expect(lines[0]?.split(/ {2,}/)).toEqual(["arm", "share over stage", "levels v control", "worst / best"]);
    expect(lines.filter((line) => line.startsWith("blackmail"))).toEqual([
      "blackmail@1, held-out, lower is better, judged by rule",
      "blackmail@1, judged by model, held-out, lower is better",
    ]);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it("is nothing where there is nothing beside the verdicts", () => {
    const bare = { ...testDurability, levels: null, area: null, bounds: null };
    expect(
      courseText(testAblation, { ...testDurabilityAnswer, trajectories: [], durability: [bare] }, options),
    ).toBe("");
  });
});

describe("the half-life of a course", () => {
  const cells = (change: Partial<Decay>) => {
    const trajectories = testDurabilityAnswer.trajectories.map((trajectory) => ({
      ...trajectory,
      decays: trajectory.decays.map((decay) => ({ ...decay, ...change })),
    }));
    const text = courseText(
      testAblation,
      { ...testDurabilityAnswer, trajectories },
      { ...options, columns: 160 },
    );
    const lines = text.split("\n").map((line) => line.trim().split(/ {2,}/));
    // A column in which nothing stands is not there.
    return ["half-life", "if all fades"].map((heading) => {
      const at = lines[0]?.indexOf(heading) ?? -1;
      return at < 0 ? "-" : lines.at(-1)?.[at];
    });
  };
  const interval = { kind: "interval", point: 250, lower: 180, upper: 420, level: 0.95 } as const;
  const none = { kind: "not-estimable", reason: "nothing is excluded" } as const;

  it.each([
    [{ direction: "declines", halfLife: interval }, ["180 to 420 of the loss", ">912"]],
    [{ direction: "open", halfLife: none }, ["no decline shown", ">912"]],
    [{ direction: "declines", halfLife: none }, ["declines", ">912"]],
    [{ direction: null, halfLife: none }, ["-", ">912"]],
    [{ direction: "grows", halfLife: { kind: "no-decay", reason: "it grows" } }, ["grows", "-"]],
    [
      { direction: "declines", shown: "to-zero", assumption: "all of it fades", halfLife: interval },
      ["180 to 420 if all fades", "-"],
    ],
  ] satisfies [Partial<Decay>, string[]][])("%o says %o", (change, expected) => {
    expect(cells(change)).toEqual(expected);
  });
});

describe("halfLifeText", () => {
  it.each([
    [{ kind: "interval", point: 250, lower: 180.2, upper: 1420.4, level: 0.95 }, "180 to 1,421"],
    [{ kind: "interval", point: null, lower: 0, upper: 40, level: 0.95 }, "<40"],
    [{ kind: "point", point: 3.12, reason: "one run" }, "~3.1"],
    [{ kind: "no-decay", reason: "it grows" }, "grows"],
    [{ kind: "not-estimable", reason: "two checkpoints" }, "-"],
  ] as const)("%o is %s", (halfLife, text) => {
    expect(halfLifeText(halfLife)).toBe(text);
  });
});

describe("trajectoryText", () => {
  it("gives every checkpoint a row", () => {
    expect(trajectoryText(testAblation, testDurabilityAnswer, options)).toContain("rl 200");
  });
});
