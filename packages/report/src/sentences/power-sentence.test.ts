import { defineAblation, type PowerRow } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { powerAnswerSentences, powerSentences } from "./power-sentence.js";

const basis = (value: number, from: PowerRow["design"]["runs"]["from"] = "assumed") => ({
  value,
  from,
  df: null,
  atMost: null,
});

function row(change: Partial<PowerRow> = {}): PowerRow {
  const lead = {
    variance: "pair",
    target: "suite-fixed",
    step: "alone",
    alpha: 0.05,
    df: 4,
    detectable: 0.13501,
    power: 0.2399,
    ownTest: { detectable: 0.15501, power: 0.2099 },
    reason: null,
  } as const;
  return {
    eval: "blackmail@1",
    metric: "score",
    stage: null,
    judge: null,
    design: {
      runs: basis(3, "registered"),
      arms: basis(8, "registered"),
      prompts: basis(100),
      epochs: basis(10),
      comparisons: basis(42, "registered"),
    },
    spread: {
      seed: basis(0.044),
      seedByPrompt: basis(0),
      score: basis(0.433),
      armByPrompt: basis(0),
      correlation: basis(0.7),
    },
    runDeviation: 0.0461,
    seedShare: 0.911,
    shownTarget: "suite-fixed",
    wantedPower: 0.8,
    smallestEffect: 0.05,
    lead: 0.05,
    leads: [
      lead,
      {
        ...lead,
        step: "holm-first",
        detectable: 0.35,
        power: 0.01,
        ownTest: { detectable: 0.4, power: 0.009 },
      },
    ],
    promptsOnly: 0.03,
    cheapest: [{ step: "alone", design: { runs: 15, prompts: 200, epochs: 5, cost: 1, power: 0.81 } }],
    retention: [
      {
        variance: "pair",
        target: "suite-fixed",
        share: 0.5,
        oneSidedAlpha: 0.025,
        provable: 0.2001,
        power: 0.05,
      },
    ],
    ...change,
  };
}

const ablation = defineAblation({
  name: "advice",
  version: "1",
  title: "Advice",
  question: "Does it hold?",
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

describe("powerSentences", () => {
  it("rounds what is resolved up and power down, and says what it rests on", () => {
    expect(powerSentences(ablation, row())).toEqual([
      "With 3 runs an arm, 100 prompts and 10 epochs, this design resolves leads of 15.6 points on blackmail@1 (80% power, one comparison; 13.6 points if both arms were known to vary alike); 40 points at Holm's first step over 42 comparisons. It finds 5 points in 20% of cases. 5 points need 15 runs an arm, 200 prompts and 5 epochs, the cheapest of the designs that were tried. That more than half of a lead is left, where all of it is, is proved that often for leads of 20.1 points and more. How seeds differ (standard deviation 4.4 points) is assumed, not measured. Seeds make 91% of the variance between runs, which no prompt or epoch takes away.",
    ]);
  });
  it("says how large the spread of few seeds may well be", () => {
    const seed = { value: 0.011, from: "evidence", df: 4, atMost: 0.0321 } as const;
    const [text] = powerSentences(ablation, row({ stage: "rl", spread: { ...row().spread, seed } }));
    const [judged] = powerSentences(
      ablation,
      row({ stage: "rl", judge: "careful", spread: { ...row().spread, seed } }),
    );
    expect(judged).toContain("from the outcomes at `rl` as `careful` judged them, on 4 degrees");
    expect(text).toContain(
      "How seeds differ (standard deviation 1.1 points) is estimated from the outcomes at `rl`, on 4 degrees of freedom: it may well be 3.3 points (90% limit), and what is resolved larger in proportion.",
    );
  });
  it("does not promise a design that was not found", () => {
    const [text] = powerSentences(null, row({ cheapest: [{ step: "alone", design: null }] }));
    expect(text).toContain("No design that was tried resolves 5 points");
  });
  it("leads with rates, and gives the smallest effect in the own unit of another scale", () => {
    const graded = defineAblation({
      ...ablation,
      evals: [
        {
          id: "warmth@1",
          role: "target",
          metrics: [
            {
              name: "score",
              direction: "higher-is-better",
              scale: { kind: "graded", lower: 0, upper: 10, unit: "marks" },
            },
          ],
        },
        ...ablation.evals,
      ],
    });
    const sentences = powerAnswerSentences(graded, [row({ eval: "warmth@1" }), row()]);
    expect(sentences[0]).toContain(
      "It is taken in the eval's own unit: 0.05 marks on warmth@1 (scale 0 to 10).",
    );
    expect(sentences[1]).toContain("on blackmail@1");
    expect(sentences[2]).toContain("It finds 0.05 marks in 20% of cases.");
  });
  it("counts the evals on which the smallest effect is within reach", () => {
    expect(powerAnswerSentences(ablation, [row()])[0]).toBe(
      "The smallest effect worth acting on is within reach on 0 of 1 eval where it is the only comparison, and on 0 at Holm's first step.",
    );
    expect(powerAnswerSentences(ablation, [row({ smallestEffect: null, cheapest: [] })])[0]).toMatch(
      /names no smallest effect/,
    );
  });
});
