import {
  defineAblation,
  type GeneralizationPair,
  type Interval,
  type Quantity,
  type SuiteSynthesis,
} from "@holdfast/core";
import { describe, expect, it } from "vitest";
import {
  generalizationSentence,
  generalizationSentences,
  synthesisSentence,
} from "./generalization-sentence.js";

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
  pValue: 0.02,
  reason: null,
});

function pairOf(
  near: readonly [number, number, number],
  far: readonly [number, number, number],
  gap: Quantity,
  change: Partial<GeneralizationPair> = {},
): GeneralizationPair {
  const side = (id: string, [estimate, lower, upper]: readonly [number, number, number]) => ({
    eval: id,
    metric: "score",
    condition: {},
    judge: "rule",
    relation: "in-distribution" as const,
    moment: { stage: "rl", steps: [null] },
    lead: { estimate, interval: interval(lower, upper), target: "prompt-general" as const },
    room: 0.5,
  });
  return {
    arm: "advice",
    control: "control",
    stage: "rl",
    basis: "relation",
    near: side("near@1", near),
    far: side("far@1", far),
    sameCondition: true,
    scope: "recipe",
    evidenceLevel: "samples",
    runs: 3,
    controlRuns: 3,
    shownTarget: "prompt-general",
    answers: [
      {
        scale: "difference",
        target: "prompt-general",
        gap,
        transfer: {
          status: "estimated",
          point: 0.4,
          set: { kind: "interval", lower: 0.1, upper: 0.7, level: 0.95 },
          g: 0.1,
          df: 4,
          reason: null,
        },
      },
    ],
    suppression: false,
    warnings: [],
    ...change,
  };
}

describe("generalizationSentence", () => {
  it("says smaller only where the interval of the gap excludes 0", () => {
    expect(
      generalizationSentence(pairOf([0.3, 0.2, 0.4], [0.12, 0.05, 0.2], quantity(-0.18, -0.28, -0.08))),
    ).toBe(
      "The lead of advice after rl is 30.0 points [20.0, 40.0] on near@1 (near its training data) and 12.0 points [5.0, 20.0] on far@1 (far from it); far from the training data it is smaller, by 18.0 points [8.0, 28.0] (3 runs an arm). Share that transfers: 40% [10%, 70%].",
    );
    expect(
      generalizationSentence(pairOf([0.3, 0.2, 0.4], [0.25, 0.1, 0.4], quantity(-0.05, -0.2, 0.1))),
    ).toContain("whether it is smaller far from the training data is not settled");
  });

  it("tells a harm as a harm", () => {
    const harm = pairOf([-0.7, -0.8, -0.6], [-0.5, -0.6, -0.4], quantity(0.2, 0.1, 0.3));
    expect(generalizationSentence(harm)).toContain("far from the training data the harm is smaller, by");
    const worse = pairOf([-0.2, -0.3, -0.1], [-0.5, -0.6, -0.4], quantity(-0.3, -0.4, -0.2));
    expect(generalizationSentence(worse)).toContain("the harm is larger, by");
  });

  it("names suppression and what is about checkpoints only", () => {
    const flagged = pairOf([0.3, 0.2, 0.4], [0, -0.1, 0.1], quantity(-0.3, -0.4, -0.2), {
      suppression: true,
      scope: "checkpoint",
      runs: 1,
      controlRuns: 1,
    });
    const said = generalizationSentence(flagged);
    expect(said).toMatch(/^For these checkpoints: the lead/);
    expect(said).toContain("(one run an arm)");
    expect(said).toContain("Suppression: better near the training data, not shown to be better far from it");
  });

  it("gives the reason of a gap that is not estimable", () => {
    const none = pairOf([0.3, 0.2, 0.4], [0, -0.1, 0.1], { status: "not-estimable", reason: "one run" });
    expect(generalizationSentence(none)).toContain("the gap is not estimable, because one run");
  });
});

const synthesis: SuiteSynthesis = {
  arm: "advice",
  control: "control",
  stage: "rl",
  basis: "relation",
  target: "prompt-general",
  scope: "recipe",
  method: "reml",
  level: 0.95,
  near: quantity(0.3, 0.2, 0.4),
  far: quantity(0.12, 0.02, 0.22),
  difference: quantity(-0.18, -0.3, -0.06),
  prediction: { interval: interval(-0.08, 0.32), reason: null },
  tau2: 0.002,
  i2: 40,
  correlation: 0.2,
  suites: (["near", "far", "far", "far"] as const).map((side, index) => ({
    side,
    eval: `e${index}@1`,
    metric: "score",
    condition: {},
    judge: "rule",
    lead: 0.1,
    standardError: 0.05,
    df: 4,
  })),
};

describe("synthesisSentence", () => {
  it("tells means, their difference and where a new suite would lie", () => {
    const said = synthesisSentence(synthesis);
    expect(said).toContain("over 1 suite near its training data and");
    expect(said).toContain("over 3 suites far from its training data");
    expect(said).toContain("far from the training data it is smaller");
    expect(said).toContain("[−8.0, 32.0] (95% prediction interval), so a lead there is not assured.");
    const held = { ...synthesis, prediction: { interval: interval(0.02, 0.22), reason: null } };
    expect(synthesisSentence(held)).not.toContain("not assured");
    const refused = { ...synthesis, prediction: { interval: null, reason: "2 suites only" } };
    expect(synthesisSentence(refused)).toContain("not estimable, because 2 suites only.");
  });
});

describe("generalizationSentences", () => {
  const ablation = defineAblation({
    name: "advice",
    version: "1",
    title: "Advice",
    question: "Does it spread?",
    baseModel: "m",
    arms: [{ name: "control" }, { name: "advice" }],
    control: "control",
    stages: [{ name: "sft" }, { name: "rl" }],
    evals: ["near@1", "far@1"].map((id) => ({
      id,
      role: "target" as const,
      metrics: [{ name: "score", direction: "lower-is-better" as const, scale: { kind: "binary" as const } }],
    })),
  });
  it("counts first, and counts no harm as a smaller lead", () => {
    const smaller = pairOf([0.3, 0.2, 0.4], [0.1, 0, 0.2], quantity(-0.2, -0.3, -0.1));
    const harm = pairOf([-0.1, -0.2, 0], [-0.4, -0.5, -0.3], quantity(-0.3, -0.4, -0.2));
    const [summary] = generalizationSentences(
      ablation,
      { pairs: [smaller, harm], syntheses: [], leftOut: [] },
      [],
    );
    expect(summary).toBe(
      "Of 2 comparisons of an eval near an arm's training data with one far from it, 1 shows a smaller lead far from it (unadjusted) and none is flagged as suppression.",
    );
  });
  it("says so where there is nothing to compare", () => {
    expect(generalizationSentences(ablation, { pairs: [], syntheses: [], leftOut: [] }, [])).toEqual([
      "Nothing can be said of generalisation: no arm was measured both near its training data and far from it.",
    ]);
  });
});
