import { type EvidenceValue, type JudgeAgreement, JudgeAgreementSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { leadEffects } from "../findings/lead-effects.js";
import { indexEvidence } from "../measure/evidence-index.js";
import { planContrasts } from "../plan-contrasts.js";
import { countsOf, type Place, studyAblation, studyEvidence } from "../testing/study.js";
import { judgeAgreement } from "./judge-agreement.js";
import { survivalOf } from "./judge-conclusions.js";

type Entry = readonly [Place, EvidenceValue];

const scores = (values: readonly number[], epochs = 1): EvidenceValue => ({
  level: "samples",
  epochs,
  score: Float64Array.from(values),
  scored: values.filter((value) => !Number.isNaN(value)).length,
  unscored: 0,
});

const FIRST = [1, 0, 1, 0, 0, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 0, 0, 1];
const SECOND = [1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0];
const CLUSTERS = FIRST.map((_, prompt) => `c${Math.floor(prompt / 3)}`);

function agreement(entries: readonly Entry[], cluster: readonly string[] = CLUSTERS): JudgeAgreement {
  const ablation = studyAblation({ stages: [{ name: "sft" }] });
  const index = indexEvidence(ablation, studyEvidence(entries, cluster.length, cluster), false);
  return JudgeAgreementSchema.parse(judgeAgreement(index, leadEffects(index, planContrasts(ablation).leads)));
}

const judged = (judge: string, value: EvidenceValue, place: Partial<Place> = {}): Entry => [
  { arm: "advice", stage: "sft", judge, ...place },
  value,
];

describe("judgeAgreement", () => {
  // Coefficients and the jackknife over six clusters, written independently with numpy 1.24.2.
  it.each([
    ["alpha", 0.5625, 0.13896934697911356],
    ["gwet", 0.5609756097560976, 0.140828844924051],
    ["agreement", 0.7777777777777778, 0.07027283689263077],
    ["shift", -0.1111111111111111, 0.11111111111111112],
  ] as const)("%s leaves out one cluster at a time", (name, estimate, standardError) => {
    const [pair] = agreement([judged("a", scores(FIRST)), judged("b", scores(SECOND))]).pairs;
    expect(pair).toMatchObject({
      judges: ["a", "b"],
      scores: 18,
      clusters: 6,
      checkpoints: 1,
      scale: "nominal",
    });
    const found = pair?.[name];
    if (found?.status !== "estimated") throw new Error("an estimate is expected");
    expect(found.estimate).toBeCloseTo(estimate, 12);
    expect(found.standardError).toBeCloseTo(standardError, 12);
    expect(found.df).toBe(5);
  });

  it("does not narrow when a rollout is written twice in its cluster, as a naive interval would", () => {
    const once = agreement([judged("a", scores(FIRST)), judged("b", scores(SECOND))]).pairs[0]?.agreement;
    const twice = agreement([
      judged("a", scores(FIRST)),
      judged("b", scores(SECOND)),
      judged("a", scores(FIRST), { seed: 1 }),
      judged("b", scores(SECOND), { seed: 1 }),
    ]).pairs[0]?.agreement;
    if (once?.status !== "estimated" || twice?.status !== "estimated")
      throw new Error("estimates are expected");
    expect(twice.standardError).toBeCloseTo(once.standardError ?? 0, 12);
  });

  it("leaves out what only one judge scored", () => {
    const partly = scores(SECOND.map((score, prompt) => (prompt < 3 ? Number.NaN : score)));
    const [pair] = agreement([judged("a", scores(FIRST)), judged("b", partly)]).pairs;
    expect(pair).toMatchObject({ scores: 15, clusters: 5 });
  });

  it("says why rollouts cannot be set side by side", () => {
    const [counts] = agreement([judged("a", scores(FIRST)), judged("b", countsOf(5, 18))]).pairs;
    expect(counts?.notes).toEqual(["1 checkpoint without a score for each rollout"]);
    expect(counts?.alpha.status).toBe("not-estimable");
    const twice = scores([...FIRST, ...FIRST], 2);
    const [epochs] = agreement([judged("a", scores(FIRST)), judged("b", twice)]).pairs;
    expect(epochs?.notes[0]).toContain("different numbers of epochs");
  });

  it("asks nothing where there is one judge", () => {
    expect(agreement([judged("a", scores(FIRST))])).toEqual({ pairs: [], conclusions: [] });
  });

  it("gives no interval below five clusters and no coefficient where all is the same", () => {
    const few = FIRST.map((_, prompt) => `c${prompt % 3}`);
    const [pair] = agreement([judged("a", scores(FIRST)), judged("b", scores(SECOND))], few).pairs;
    expect(pair?.alpha).toMatchObject({ status: "estimated", interval: null });
    const zero = scores(FIRST.map(() => 0));
    const [same] = agreement([judged("a", zero), judged("b", zero)]).pairs;
    expect(same?.alpha.status).toBe("not-estimable");
    expect(same?.agreement).toMatchObject({ estimate: 1, interval: null });
  });

  it("sets leads under several judges side by side", () => {
    const runs = (arm: string, judge: string, counts: readonly number[]) =>
      counts.map((count, seed): Entry => [{ arm, seed, stage: "sft", judge }, countsOf(count, 100)]);
    const { conclusions } = agreement([
      ...runs("advice", "strict", [10, 12, 11]),
      ...runs("control", "strict", [60, 62, 61]),
      ...runs("advice", "lenient", [4, 9, 2]),
      ...runs("control", "lenient", [5, 1, 8]),
    ]);
    expect(conclusions).toHaveLength(1);
    expect(conclusions[0]?.byJudge.map(({ judge, standing }) => [judge, standing])).toEqual([
      ["lenient", "open"],
      ["strict", "better"],
    ]);
    expect(conclusions[0]?.survival).toBe("standing-changes");
  });
});

describe("survivalOf", () => {
  it.each([
    [["better", "better"], "survives"],
    [["worse", "worse", "worse"], "survives"],
    [["better", "worse"], "sign-changes"],
    [["better", "open"], "standing-changes"],
    [["open", "open"], "nothing-stands"],
    [["better", "not-estimable"], "not-estimable"],
    [["not-estimable", "better", "better"], "survives"],
  ] as const)("%j is %s", (standings, expected) => {
    expect(survivalOf(standings)).toBe(expected);
  });
});
