import { defineAblation, type Interval, type Origin, type OriginStep, type Quantity } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { subjectOf } from "../subject.js";
import { originSentence, originSentences } from "./origin-sentence.js";

const ablation = defineAblation({
  name: "advice",
  version: "1",
  title: "Advice",
  question: "Where from?",
  baseModel: "m",
  arms: [{ name: "control" }, { name: "advice" }],
  control: "control",
  stages: [{ name: "base" }, { name: "sft" }, { name: "rl" }],
  evals: [
    {
      id: "blackmail@1",
      role: "target",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
});

const interval = (lower: number, upper: number): Interval => ({
  lower,
  upper,
  level: 0.95,
  unbounded: false,
});
const quantity = (estimate: number, lower: number, upper: number): Quantity => ({
  status: "estimated",
  estimate,
  standardError: 0.05,
  df: 4,
  interval: interval(lower, upper),
  pValue: null,
  reason: "not tested",
});
const change = (estimate: number, lower: number, upper: number): OriginStep["change"] => ({
  quantity: quantity(estimate, lower, upper),
  joint: interval(lower, upper),
});
const moment = (stage: string) => ({ stage, steps: [null] });

const origin: Origin = {
  arm: "advice",
  control: "control",
  eval: "blackmail@1",
  metric: "score",
  condition: {},
  judge: "rule",
  target: "prompt-general",
  scope: "recipe",
  evidenceLevel: "samples",
  runs: 3,
  controlRuns: 3,
  sharedBase: true,
  start: { moment: moment("base"), level: 0.4, interval: interval(0.3, 0.5) },
  end: { moment: moment("rl"), level: 0.12, interval: interval(0.06, 0.2) },
  steps: [
    {
      from: moment("base"),
      to: moment("sft"),
      sameCondition: true,
      change: change(-0.3, -0.4, -0.2),
      controlChange: change(-0.05, -0.15, 0.05),
      fromData: change(-0.25, -0.37, -0.13),
    },
    {
      from: moment("sft"),
      to: moment("rl"),
      sameCondition: true,
      change: change(0.02, -0.06, 0.1),
      controlChange: change(0.01, -0.08, 0.1),
      fromData: change(0.01, -0.1, 0.12),
    },
  ],
  total: quantity(-0.28, -0.4, -0.16),
  reading: "trained-in",
  warnings: [],
};

describe("originSentence", () => {
  const subject = subjectOf(ablation);
  it("goes from start to end, and says what is beyond chance and what is due to the data", () => {
    const said = originSentence(subject, origin);
    expect(said).toContain(
      "advice on blackmail@1 was at 40.0% [30.0, 50.0] at base; then sft −30.0 points [−40.0, −20.0]",
    );
    expect(said).toContain("Trained in: what sft changed is beyond chance (3 runs an arm).");
    expect(said).toContain("Due to its own data, over and above what control went through: sft −25.0 points");
  });

  it("claims nothing for a change under another condition", () => {
    const [first, second] = origin.steps;
    if (first === undefined || second === undefined) throw new Error("two steps are expected");
    const other = {
      ...origin,
      reading: "not-settled" as const,
      steps: [{ ...first, sameCondition: false }, second],
    };
    const said = originSentence(subject, other);
    expect(said).toContain("under another condition");
    expect(said).toContain("Whether it was inherited or trained in is not settled");
    expect(said).toContain("(the condition changes for both)");
  });

  it("says that nothing of it is shown to be due to the data", () => {
    const [, second] = origin.steps;
    if (second === undefined) throw new Error("two steps are expected");
    expect(originSentence(subject, { ...origin, reading: "inherited", steps: [second] })).toMatch(
      /Inherited: the whole change is less than half .* is not settled\.$/,
    );
  });
});

describe("originSentences", () => {
  it("counts readings first", () => {
    expect(originSentences(ablation, [origin])[0]).toBe(
      "Of 1 level followed from the first measured stage, 1 changed beyond chance at a stage, 0 changed by less than half of what was there at the start, and 0 are not settled.",
    );
    expect(originSentences(ablation, [])).toHaveLength(1);
  });

  it("tells of many levels only those that something is known of", () => {
    const unsettled = { ...origin, reading: "not-settled" as const, steps: origin.steps.slice(1) };
    const said = originSentences(ablation, [origin, ...Array.from({ length: 9 }, () => unsettled)]);
    expect(said).toHaveLength(3);
    expect(said[2]).toBe("9 further levels of arms: see the table.");
  });
});
