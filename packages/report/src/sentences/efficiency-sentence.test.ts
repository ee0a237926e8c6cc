import type { DoseSeries } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { ablation, efficiency, pair } from "../testing/efficiency-places.js";
import { efficiencySentences, timesSet } from "./efficiency-sentence.js";

describe("efficiencySentences", () => {
  it("never ranks arms by effect per token, and names tokens to equal effect apart", () => {
    expect(efficiencySentences(ablation, [efficiency()])).toEqual([
      "Effects per token are given in 1 of 1 places; they never rank arms without a contrast at equal tokens.",
      "On blackmail@1 after sft the improvement for each million extra tokens is: advice 7 points (3M extra), demonstrations 0.247 points (85M extra). No two arms have equal extra tokens (within a tenth), so these numbers do not rank arms: a small corpus looks efficient wherever effects level off. For an equal effect demonstrations took 28.3 times the tokens of advice (both effects are values alone that happen to be equal: one dose of each gives no interval).",
    ]);
  });

  it("gives the contrast at equal tokens where there is one", () => {
    const [, sentence] = efficiencySentences(ablation, [
      efficiency({ pairs: [{ ...pair, equalTokens: true }] }),
    ]);
    expect(sentence).toContain(
      "At equal extra tokens (within a tenth): advice minus demonstrations is 0 points (no test)",
    );
  });

  it("says why there is no effect per token", () => {
    const none = efficiency({ reason: "tokens of `advice` are unknown", pairs: [], arms: [] });
    expect(efficiencySentences(ablation, [none])).toEqual([
      "No effect per token is estimable: tokens of `advice` are unknown.",
    ]);
  });

  it.each([
    [{ kind: "interval", lower: 8.61, upper: 50.4 }, "from 8.6 to 51 times"],
    [{ kind: "half-line", lower: 4.29, upper: null }, "4.2 times and more"],
    [{ kind: "half-line", lower: null, upper: 4.21 }, "up to 4.3 times"],
    [{ kind: "exclusive", lower: 0.21, upper: 3.09 }, "below 0.21 or above 3 times"],
    [{ kind: "unbounded", lower: null, upper: null }, "any ratio"],
  ] as const)("rounds the set %j outwards", (set, text) => {
    expect(timesSet({ ...set, level: 0.95 })).toBe(text);
  });
});

describe("the sentence of a course of doses", () => {
  const trend = {
    status: "estimated",
    estimate: -0.1,
    standardError: 0.01,
    df: 8,
    interval: { lower: -0.13, upper: -0.07, level: 0.95, unbounded: false },
    pValue: 0.002,
    reason: null,
  } as const;
  const sentence = (pValue: number | null) => {
    const refused = { status: "not-estimable", reason: "there are too few doses" } as const;
    const series: DoseSeries = {
      factor: null,
      dataset: "advice",
      setting: "",
      unit: "tokens",
      nested: "same-dataset",
      points: [0, 1e6, 3e6, 1e7].map((dose, index) => ({
        arm: `dose-${index}`,
        dose,
        runs: 3,
        mean: 0.5 - index / 10,
        isotonic: 0.5 - index / 10,
      })),
      trend: [{ target: "prompt-general", quantity: trend }],
      cochranArmitage: refused,
      contrasts:
        pValue === null
          ? refused
          : {
              status: "estimated",
              target: "prompt-general",
              df: 6,
              shapes: [{ shape: "emax-early", t: -4, pAdjusted: pValue }],
              nearest: "emax-early",
              pValue,
            },
      emax: refused,
      elasticity: refused,
      shares: [],
      shownTarget: "prompt-general",
    };
    return efficiencySentences(ablation, [efficiency({ series: [series] })]).at(-1) ?? "";
  };

  it("says that a dependence stands only where it does after the choice among shapes", () => {
    expect(sentence(0.004)).toContain(
      "a dependence on the dose stands over all shapes that were tried (adjusted p = 0.004), and looks most like one that is saturating early",
    );
    expect(sentence(0.2)).toContain(
      "over all shapes that were tried no dependence on the dose is settled (adjusted p = 0.20",
    );
    expect(sentence(null)).not.toContain("shape");
  });
});
