import { type Effect, type FamilyResult, type Ranking, RankingSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { subjectOf } from "../subject.js";
import { threeSeedsAnalysis as analysis } from "../testing/three-seeds.js";
import { threeSeedsRegistration } from "../testing/three-seeds-registration.js";
import { alternativeSentences } from "./alternative-sentence.js";
import { allStandSentence, effectSentences } from "./effect-sentences.js";
import { rankingSentence } from "./ranking-sentence.js";
import { recipeSentences } from "./recipe-sentence.js";

const { ablation } = threeSeedsRegistration;
const subject = subjectOf(ablation);
const [first] = analysis.effects;
if (first === undefined) throw new Error("the fixture has leads");
const beside: Effect = {
  ...first,
  alternatives: [
    {
      method: "pooled-design-effect",
      occasion: "pooled-variance",
      findings: first.findings.filter(({ scale }) => scale === "difference"),
      designEffects: { pooled: 2, df: 12, arm: 6, control: 1, armRatio: 3, controlRatio: 0.5 },
    },
  ],
};

const family: FamilyResult = {
  name: "leads",
  question: "lead",
  method: "holm",
  size: 4,
  answered: 4,
  standing: 3,
  after: null,
  all: { pValue: 0.03, direction: "better" },
};

const ranking: Ranking = RankingSchema.parse({
  eval: first.eval,
  metric: first.metric,
  condition: {},
  judge: first.judge,
  moment: first.moment,
  direction: "lower-is-better",
  target: "prompt-general",
  arms: [
    { arm: "advice", runs: 3, level: 0.1, probabilityBest: 0.718 },
    { arm: "control", runs: 3, level: 0.2, probabilityBest: 0.282 },
  ],
  pairs: [{ arm: "advice", other: "control", probabilityBetter: 0.718 }],
  method: "t",
  reason: null,
});

describe("what stands beside a lead", () => {
  it("is the pooled answer, with the warning that pooling flatters an arm", () => {
    const [said] = alternativeSentences(subject, beside);
    expect(said).toContain("as registered beside the default");
    expect(said).toContain(`The runs of ${first.arm} differ more than twice as much`);
    expect(alternativeSentences(subject, first)).toEqual([]);
  });

  it("is that all members hold only where the largest p and the direction say so", () => {
    expect(allStandSentence(family, 0.05)).toBe(
      "All 4 registered leads are for the better (leads, intersection-union test, p = 0.030).",
    );
    expect(allStandSentence(family, 0.01)).toBeNull();
    expect(allStandSentence({ ...family, all: { pValue: 0.001, direction: "mixed" } }, 0.05)).toBeNull();
    expect(allStandSentence({ ...family, all: { pValue: null, direction: "better" } }, 0.05)).toBeNull();
  });

  it("is the likeliest best arm, rounded down and called no test", () => {
    expect(rankingSentence(subject, ranking)).toContain("(71%), then control");
    expect(rankingSentence(subject, ranking)).toContain("not a test");
    const unknown = { ...ranking, arms: ranking.arms.map((arm) => ({ ...arm, probabilityBest: null })) };
    expect(rankingSentence(subject, unknown)).toBeNull();
  });

  it("is what an arm's recipe has that its control's has not", () => {
    const about = { arm: "advice", control: "control", stage: "sft" };
    const differs = {
      ...about,
      status: "differs" as const,
      differences: [{ setting: "settings.lr", control: "1", arm: "2" }],
      reason: "they differ",
    };
    expect(recipeSentences([differs])[0]).toContain("(settings.lr 1 -> 2)");
    expect(recipeSentences([{ ...about, status: "matched", differences: [], reason: "one" }])).toEqual([]);
    expect(recipeSentences([{ ...about, status: "unknown", differences: [], reason: "none" }])[0]).toContain(
      "advice",
    );
  });
});

describe("effectSentences", () => {
  it("begins with the method where one was asked for, then with what stands", () => {
    const [plain] = effectSentences(ablation, analysis);
    expect(plain).toContain("registered lead");
    expect(effectSentences(ablation, { ...analysis, method: "cr2" })[0]).toContain("By cr2");
  });
});
