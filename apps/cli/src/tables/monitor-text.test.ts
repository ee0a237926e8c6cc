import type { MonitorAnswer } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { monitorText } from "./monitor-text.js";

const answer: MonitorAnswer = {
  ablation: "advice@1",
  inputsFingerprint: `sha256:${"0".repeat(64)}`,
  includesExcluded: false,
  sentences: ["1 alarm in 2 watched runs.", "What it means.", "The alarm.", "No alarm."],
  warnings: [],
  guarantee: {
    stage: "rl",
    limit: 0.05,
    alpha: 0.05,
    watched: 20,
    watchedIsRegistered: true,
    alphaEach: 0.0025,
    sampling: "any",
  },
  rows: [
    {
      arm: "difficult-advice",
      run: "difficult-advice/0/0",
      eval: "blackmail@1",
      metric: "score",
      condition: {},
      judge: "rule",
      bad: "above",
      sampling: "any",
      points: [{ step: 300, rate: 0.312, scores: 100, evidence: 812.4 }],
      evidence: 812.4,
      pValue: 1 / 812.4,
      alarm: { step: 300 },
      trial: 1,
      answered: [],
      interventions: [],
      highestAtLeast: 0.079,
      lowestAtMost: 1,
    },
    {
      arm: "control",
      run: "control/0/0",
      eval: "blackmail@1",
      metric: "score",
      condition: {},
      judge: "rule",
      bad: "above",
      sampling: "any",
      points: [],
      evidence: 1,
      pValue: 1,
      alarm: null,
      trial: 1,
      answered: [],
      interventions: [],
      highestAtLeast: 0,
      lowestAtMost: 1,
    },
  ],
};

describe("monitorText", () => {
  const text = monitorText(testAblation, answer, { columns: 100, bold: (part) => part });
  it("says first what happened and what it means, and names the runs in alarm only", () => {
    expect(text.split("\n\n")[0]).toBe("1 alarm in 2 watched runs.\nWhat it means.\nThe alarm.");
  });
  it("gives each run a line", () => {
    const rows = text.split("\n").map((line) => line.trim().split(/ {2,}/));
    expect(rows).toContainEqual([
      "difficult-advice/0/0",
      "1",
      "300",
      "31.2%",
      ">= 7.9%",
      "812",
      "0.001",
      "at 300",
    ]);
    expect(rows).toContainEqual(["control/0/0", "0", "-", "-", ">= 0.0%", "1", "1.000", "no"]);
    expect(text).toContain("an alarm is raised at 400");
  });
});
