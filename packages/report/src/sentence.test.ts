import type { Durability, Effect, LevelRow, Retention } from "@holdfast/core";
import { describe, expect, test } from "vitest";
import { sentenceFor } from "./sentence.js";
import { observedModelsAnalysis, observedModelsRegistration } from "./testing/observed-models.js";
import { pointValuesAnalysis, pointValuesRegistration } from "./testing/point-values.js";
import { reportedRatesAnalysis, reportedRatesRegistration } from "./testing/reported-rates.js";
import { threeSeedsAnalysis } from "./testing/three-seeds.js";
import { threeSeedsRegistration } from "./testing/three-seeds-registration.js";

const { ablation } = threeSeedsRegistration;

function only<T>(items: readonly T[], fits: (item: T) => boolean): T {
  const found = items.find(fits);
  if (found === undefined) throw new Error("the fixture has no such finding");
  return found;
}

const effect = (arm: string, id: string, stage: string): Effect =>
  only(threeSeedsAnalysis.effects, (one) => one.arm === arm && one.eval === id && one.moment.stage === stage);
const durability = (arm: string, id: string): Durability =>
  only(threeSeedsAnalysis.durability, (one) => one.arm === arm && one.eval === id);

type Estimated = Extract<Retention, { status: "estimated" }>;

/** The same durability with another verdict and other bounds. */
function with_(
  one: Durability,
  verdict: Partial<Durability["verdict"]>,
  change: Partial<Estimated> = {},
): Durability {
  return {
    ...one,
    verdict: { ...one.verdict, ...verdict },
    retentions: one.retentions.map((retention) =>
      retention.status === "estimated" ? { ...retention, ...change } : retention,
    ),
  };
}

describe("a lead", () => {
  test("with samples of three runs says its interval, its runs and that it stands", () => {
    expect(sentenceFor(ablation, effect("difficult-advice", "assessment@2", "sft"))).toBe(
      "The lead of difficult-advice on assessment@2 after sft is \u221216.0 points [\u221222.1, \u22129.9], 3 against 3 runs; stands after Holm (p = 0.008).",
    );
  });

  test("that multiplicity did not let stand says so", () => {
    expect(sentenceFor(ablation, effect("honeypot-demos", "assessment@2", "sft"))).toContain(
      "does not stand after Holm (p = 0.91).",
    );
  });

  test("outside every family is exploratory", () => {
    expect(sentenceFor(ablation, effect("honeypot-demos", "capability@1", "sft"))).toContain(
      "exploratory, outside the registered families (p = 0.45, unadjusted)",
    );
  });

  test("from point values has no interval", () => {
    const one = only(pointValuesAnalysis.effects, ({ arm }) => arm === "difficult-advice");
    expect(sentenceFor(pointValuesRegistration.ablation, one)).toBe(
      "The lead of difficult-advice on honeypots@1 after sft is \u221221 points; a point value alone has no interval.",
    );
  });

  test("of single runs is not about the recipe", () => {
    const one = only(reportedRatesAnalysis.effects, ({ moment }) => moment.stage === "sft");
    expect(sentenceFor(reportedRatesRegistration.ablation, one)).toBe(
      "The lead of aligned-documents on articles@1 (systemPrompt ai) after sft is \u221211.4 points [\u221217.6, \u22125.2], 1 against 1 run; the interval is about these checkpoints, not about the recipe.",
    );
  });

  test("that is not estimable says why", () => {
    const one = effect("difficult-advice", "assessment@2", "sft");
    const [shown] = one.findings;
    if (shown === undefined) throw new Error("the fixture has findings");
    const { target, scale, scope, evidenceLevel, clusters, warnings } = shown;
    const finding = {
      status: "not-estimable" as const,
      reason: "one side has no run",
      ...{ target, scale, scope, evidenceLevel, clusters, warnings },
    };
    expect(sentenceFor(ablation, { ...one, findings: [finding] })).toBe(
      "The lead of difficult-advice on assessment@2 after sft is not estimable, because one side has no run.",
    );
  });
});

describe("durability", () => {
  test("retained, with both bounds rounded away from the claim", () => {
    expect(sentenceFor(ablation, durability("difficult-advice", "honeypots@1"))).toBe(
      "The lead of difficult-advice on honeypots@1 went from \u221241.0 (sft) to \u221239.0 points (rl, mean of steps 200, 250, 300); retained: at least 84% and at most 108% of it remains (3 runs an arm).",
    );
  });

  test("lost", () => {
    expect(sentenceFor(ablation, durability("honeypot-demos", "honeypots@1"))).toBe(
      "The lead of honeypot-demos on honeypots@1 shrank from \u221242.0 (sft) to \u22125.3 points (rl, mean of steps 200, 250, 300); lost: less than half of it remains, and no lead is established any more (3 runs an arm).",
    );
  });

  test("inconclusive says what is not settled, by how many runs", () => {
    expect(sentenceFor(ablation, durability("difficult-advice", "assessment@2"))).toMatch(
      /inconclusive: at least 46% and at most 101% of it remains; whether half of it does is not settled by 3 runs an arm\.$/,
    );
  });

  test("inconclusive above the lower share asks for the upper one", () => {
    const one = with_(durability("difficult-advice", "assessment@2"), {}, { retainedAtLeast: 0.612 });
    expect(sentenceFor(ablation, one)).toContain("at least 61%");
    expect(sentenceFor(ablation, one)).toContain("whether 80% of it does is not settled");
  });

  test("without a lead there is nothing to retain", () => {
    expect(sentenceFor(ablation, durability("honeypot-demos", "assessment@2"))).toContain(
      "inconclusive: no lead at sft stands, so there is none to retain",
    );
  });

  test("partly retained across a change of condition says both, and for which checkpoints", () => {
    const one = only(reportedRatesAnalysis.durability, ({ from }) => from.stage === "base");
    expect(sentenceFor(reportedRatesRegistration.ablation, one)).toBe(
      "For these checkpoints: the lead of aligned-documents on articles@1 (systemPrompt ai) shrank from \u221237.6 (base) to \u22129.1 points (dpo); partly retained: at least 11% and at most 38% of it remains (one run an arm). The eval's condition changes between the two, so training is not all that changed.",
    );
  });

  test.each([
    ["amplified", { word: "amplified" }, "amplified: it grew, at least 84%"],
    [
      "amplified without a lead",
      { word: "amplified", flags: ["emerged-in-rl"] },
      "although no lead is established at sft",
    ],
    [
      "amplified from a harm",
      { word: "amplified", flags: ["emerged-in-rl", "harm"] },
      "no lead grew, since the arm was worse than its control at sft; harm was removed",
    ],
    ["reversed", { word: "lost", flags: ["reversed"] }, "lost, and reversed"],
    [
      "a harm",
      { word: null, flags: ["harm"] },
      "worse than its control at sft, so there is no lead to retain",
    ],
    ["another judge", { word: "retained", flags: ["judge-change"] }, "The judge changes between the two"],
  ] satisfies [string, Partial<Durability["verdict"]>, string][])("%s is said", (_, verdict, text) => {
    expect(sentenceFor(ablation, with_(durability("difficult-advice", "honeypots@1"), verdict))).toContain(
      text,
    );
  });

  test("shrank and grew are kept for changes whose interval excludes 0", () => {
    const one = durability("difficult-advice", "assessment@2");
    const settled = { estimate: 0.045, standardError: 0.01, pValue: 0.001 };
    const interval = { lower: 0.02, upper: 0.07, level: 0.95, unbounded: false };
    expect(sentenceFor(ablation, one)).toContain("went from");
    expect(sentenceFor(ablation, with_(one, {}, { change: { ...settled, interval } }))).toContain(
      "shrank from",
    );
    expect(sentenceFor(ablation, with_(one, {}, { change: { ...settled, interval: null } }))).toContain(
      "went from",
    );
  });

  test("without intervals nothing is settled", () => {
    const one = durability("difficult-advice", "assessment@2");
    const bare = { estimate: -0.16, standardError: null, interval: null };
    const changed = with_(
      one,
      { word: "inconclusive" },
      { from: bare, to: bare, retainedAtLeast: null, retainedAtMost: null },
    );
    expect(sentenceFor(ablation, changed)).toContain(
      "inconclusive: without intervals nothing about its durability is settled",
    );
  });
});

describe("a level", () => {
  const level = (k: number): LevelRow =>
    only(
      observedModelsAnalysis.levels,
      ({ finding }) => finding.status === "estimated" && finding.estimate === k / 100,
    );

  test("at 0 of 100 says how high the rate may be", () => {
    expect(sentenceFor(observedModelsRegistration.ablation, level(0))).toBe(
      "The level of llama-4-maverick on blackmail@2025.06 (threat replacement) is 0.0% (0 of 100); the rate may be as high as 3.7% (95% limit).",
    );
  });

  test("of 96 of 100 has its interval", () => {
    expect(sentenceFor(observedModelsRegistration.ablation, level(96))).toContain(
      "is 96.0% (96 of 100), 95% interval [90.1, 98.9].",
    );
  });
});
