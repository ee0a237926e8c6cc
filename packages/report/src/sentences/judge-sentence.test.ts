import { defineAblation, type JudgeConclusion, type JudgePair, type Quantity } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { judgeConclusionSentence, judgePairSentence, judgeSentences } from "./judge-sentence.js";

const ablation = defineAblation({
  name: "advice",
  version: "1",
  title: "Advice",
  question: "Who says so?",
  baseModel: "m",
  arms: [{ name: "control" }, { name: "advice" }],
  control: "control",
  stages: [{ name: "sft" }],
  evals: [
    {
      id: "blackmail@1",
      role: "target",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
});

const quantity = (estimate: number, half: number): Quantity => ({
  status: "estimated",
  estimate,
  standardError: half / 2,
  df: 20,
  interval: { lower: estimate - half, upper: estimate + half, level: 0.95, unbounded: false },
  pValue: 0.01,
  reason: null,
});

const pair: JudgePair = {
  eval: "blackmail@1",
  metric: "score",
  judges: ["claude", "grok"],
  checkpoints: 4,
  scores: 1200,
  clusters: 40,
  scale: "nominal",
  agreement: quantity(0.9, 0.03),
  alpha: quantity(0.6, 0.1),
  gwet: quantity(0.8, 0.05),
  shift: quantity(-0.05, 0.02),
  notes: [],
};

const conclusion = (survival: JudgeConclusion["survival"], scope: "recipe" | "checkpoint" = "recipe") => ({
  arm: "advice",
  control: "control",
  eval: "blackmail@1",
  metric: "score",
  condition: {},
  stage: "sft",
  byJudge: [
    {
      judge: "claude",
      moment: { stage: "sft", steps: [null] },
      lead: quantity(-0.2, 0.1),
      scope,
      standing: "better" as const,
    },
    {
      judge: "grok",
      moment: { stage: "sft", steps: [null] },
      lead: quantity(-0.05, 0.1),
      scope,
      standing: "open" as const,
    },
  ],
  survival,
});

describe("judge sentences", () => {
  it("tell agreement with its intervals and the number of clusters", () => {
    expect(judgePairSentence(ablation, pair)).toBe(
      "claude and grok on blackmail@1 score: 1,200 rollouts in 40 clusters; equal scores 0.90 [0.87, 0.93], alpha 0.60 [0.50, 0.70], AC1 0.80 [0.75, 0.85]; grok scores −5.0 points [−7.0, −3.0] relative to claude.",
    );
    expect(judgePairSentence(ablation, { ...pair, scores: 0, notes: ["1 checkpoint without scores"] })).toBe(
      "claude and grok on blackmail@1 score: no rollout was scored by both. Left out: 1 checkpoint without scores.",
    );
  });

  it("tell what becomes of a conclusion", () => {
    expect(judgeConclusionSentence(ablation, conclusion("standing-changes"))).toContain(
      "it stands under some judges only (claude: ",
    );
  });

  it("count first, and name what speaks of checkpoints only", () => {
    const [summary, ...rest] = judgeSentences(ablation, {
      pairs: [pair],
      conclusions: [conclusion("survives", "checkpoint"), conclusion("standing-changes")],
    });
    expect(summary).toBe(
      "Of 2 leads measured under several judges, 1 stands under every judge, 0 under none, and 1 depends on which judge is asked (unadjusted). For 1 of them some judge has one run in an arm and speaks of these checkpoints only.",
    );
    expect(rest).toHaveLength(2);
    expect(judgeSentences(ablation, { pairs: [], conclusions: [] })).toHaveLength(1);
  });
});
