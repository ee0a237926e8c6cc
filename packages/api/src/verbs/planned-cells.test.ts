import { type CoverageRow, defineAblation } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { adviceAblation } from "../testing/advice-ablation.js";
import { plannedCells, plannedSeeds } from "./planned-cells.js";

const row = (over: Partial<CoverageRow>): CoverageRow => ({
  run: "advice/0/0",
  arm: "advice",
  seed: 0,
  stage: "sft",
  step: null,
  eval: "blackmail@1",
  metric: "score",
  judge: "rule",
  level: "counts",
  outcomes: 1,
  scored: 100,
  ...over,
});

describe("plannedCells", () => {
  const ablation = adviceAblation();

  it("lists arm x seed x stage x eval, and expects what the registered families compare", () => {
    const cells = plannedCells(ablation, []);
    expect(cells).toHaveLength(3 * 3 * 3 * 2);
    const expected = cells.filter((cell) => cell.expected);
    expect(expected).toHaveLength(3 * 3 * 2);
    expect(new Set(expected.map((cell) => cell.stage))).toEqual(new Set(["sft", "rl"]));
    expect(new Set(expected.map((cell) => cell.eval))).toEqual(new Set(["blackmail@1"]));
    expect(cells.some((cell) => cell.present)).toBe(false);
  });

  it("counts checkpoints and outcomes where something has arrived, and leaves the other seeds as holes", () => {
    const cells = plannedCells(ablation, [
      row({ step: 100 }),
      row({ step: 200 }),
      row({ step: 200, metric: "harm" }),
    ]);
    expect(cells.filter((cell) => cell.present)).toEqual([
      {
        arm: "advice",
        seed: 0,
        stage: "sft",
        eval: "blackmail@1",
        expected: true,
        present: true,
        checkpoints: 2,
        outcomes: 3,
      },
    ]);
  });

  it("takes a shared stage as there for every arm and seed", () => {
    const cells = plannedCells(ablation, [row({ arm: "control", run: "control/0/0", stage: "base" })]);
    const base = cells.filter((cell) => cell.stage === "base" && cell.eval === "blackmail@1");
    expect(base).toHaveLength(9);
    expect(base.every((cell) => cell.present && !cell.expected)).toBe(true);
  });

  it("adds what is beyond the plan: another seed, or a seed that nobody stated", () => {
    const cells = plannedCells(ablation, [
      row({ seed: 7, run: "advice/7/0" }),
      row({ seed: null, run: "advice/unknown/0" }),
    ]);
    const beyond = cells.slice(54);
    expect(beyond.map(({ seed, expected, present }) => [seed, expected, present])).toEqual([
      [7, false, true],
      [null, false, true],
    ]);
    expect(cells.slice(0, 54).some((cell) => cell.present)).toBe(false);
  });

  it("takes any seed where none was planned, and expects every place where no family is registered", () => {
    const panel = defineAblation({
      name: "panel",
      version: "1",
      title: "A panel",
      question: "How often?",
      baseModel: "several",
      design: "observational",
      arms: [{ name: "a" }, { name: "b" }],
      control: null,
      stages: [{ name: "released" }],
      evals: [
        {
          id: "blackmail@1",
          role: "target",
          metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
        },
      ],
    });
    const cells = plannedCells(panel, [row({ arm: "b", run: "b/3/0", seed: 3, stage: "released" })]);
    expect(plannedSeeds(panel)).toBeNull();
    expect(cells.map(({ arm, seed, expected, present }) => [arm, seed, expected, present])).toEqual([
      ["a", null, true, false],
      ["b", null, true, true],
    ]);
  });
});
