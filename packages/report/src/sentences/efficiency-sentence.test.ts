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
