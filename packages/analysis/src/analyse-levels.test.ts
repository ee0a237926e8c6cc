import { AnalysisSchema, findingOn, shownFinding, shownRetention } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "./analyse.js";
import { countsOf, type Place, pointOf, studyAblation, studyEvidence, summaryOf } from "./testing/study.js";

const arms = ["control", "advice"] as const;

describe("analyse, below sample level", () => {
  it("has run variance and no other prompts from counts of several runs", () => {
    const evidence = studyEvidence(
      arms.flatMap((arm) =>
        [0, 1, 2].map((seed): [Place, ReturnType<typeof countsOf>] => [
          { arm, seed, stage: "sft" },
          countsOf(arm === "control" ? 40 + seed : 10 + 2 * seed, 100),
        ]),
      ),
      0,
    );
    const [effect] = analyse(studyAblation(), evidence).effects;
    expect(effect).toMatchObject({ shownTarget: "suite-fixed" });
    expect(effect && shownFinding(effect)).toMatchObject({
      status: "estimated",
      estimator: "mover-wilson-runs",
      scope: "recipe",
      evidenceLevel: "counts",
    });
    expect(effect && findingOn(effect, "difference", "prompt-general")).toMatchObject({
      status: "not-estimable",
    });
  });

  it("speaks of these checkpoints only, where an arm has one run", () => {
    const evidence = studyEvidence(
      arms.map((arm) => [{ arm, seed: null, stage: "sft" }, countsOf(arm === "control" ? 22 : 1, 100)]),
      0,
    );
    const analysis = analyse(studyAblation(), evidence);
    const [effect] = analysis.effects;
    expect(effect && shownFinding(effect)).toMatchObject({
      estimator: "newcombe-checkpoint",
      scope: "checkpoint",
      pValue: null,
      n: { runs: 0, controlRuns: 0 },
    });
    expect(effect?.stands).toBeNull();
    expect(analysis.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["no-seeds", "pending-member"]),
    );
  });

  it("has an estimate and nothing more from values alone", () => {
    const entries = (["sft", "rl"] as const).flatMap((stage) =>
      arms.map((arm): [Place, ReturnType<typeof pointOf>] => [
        { arm, seed: null, stage },
        pointOf(arm === "control" ? 0.22 : 0.15),
      ]),
    );
    const analysis = analyse(studyAblation(), studyEvidence(entries, 0));
    expect(AnalysisSchema.parse(analysis)).toEqual(analysis);
    expect(analysis.effects[0] && shownFinding(analysis.effects[0])).toMatchObject({
      estimate: expect.closeTo(-0.07, 12),
      interval: null,
      pValue: null,
    });
    expect(analysis.durability[0]?.verdict).toMatchObject({ word: "inconclusive" });
    expect(analysis.durability[0] && shownRetention(analysis.durability[0])).toMatchObject({
      retained: { point: expect.closeTo(1, 12), set: null },
    });
    expect(analysis.warnings.map(({ code }) => code)).toContain("point-evidence");
  });

  it("prefers the pair of stages under one condition, and flags a change where there is none", () => {
    const entry = (
      arm: string,
      stage: string,
      prompt: string,
      mean: number,
    ): [Place, ReturnType<typeof summaryOf>] => [
      { arm, seed: null, stage, condition: { prompt } },
      summaryOf(mean, 0.01),
    ];
    const ablation = studyAblation({
      stages: [{ name: "base" }, { name: "sft" }, { name: "dpo" }],
      plan: {
        durability: [
          { from: "base", to: "dpo" },
          { from: "sft", to: "dpo" },
        ],
      },
    });
    const evidence = studyEvidence(
      [
        entry("control", "base", "base", 0.45),
        entry("advice", "base", "base", 0.07),
        entry("control", "sft", "ai", 0.2),
        entry("advice", "sft", "ai", 0.08),
        entry("control", "dpo", "ai", 0.15),
        entry("advice", "dpo", "ai", 0.06),
      ],
      0,
    );
    const analysis = analyse(ablation, evidence);
    const [changed, same] = analysis.durability;
    expect(changed).toMatchObject({
      from: { stage: "base" },
      sameCondition: false,
      scope: "checkpoint",
      evidenceLevel: "summary",
    });
    expect(changed?.verdict.flags).toContain("condition-change");
    const kept = same && shownRetention(same);
    if (kept?.status !== "estimated") throw new Error("not estimated");
    expect(kept.change).toMatchObject({ pValue: null, interval: { lower: expect.any(Number) } });
    expect(kept.nonInferiority).toMatchObject({ pValue: null, pAdjusted: null });
    expect(kept.reason).toContain("these checkpoints");
    expect(same).toMatchObject({
      from: { stage: "sft" },
      sameCondition: true,
      verdict: { flags: expect.not.arrayContaining(["condition-change"]) },
    });
    expect(changed && shownRetention(changed)).toMatchObject({
      retained: { point: expect.closeTo(0.09 / 0.38, 10) },
    });
    expect(same && shownRetention(same)).toMatchObject({ retained: { point: expect.closeTo(0.75, 10) } });
  });
});
