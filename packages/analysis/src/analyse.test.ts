import { AnalysisSchema, canonicalJson, findingOn, shownFinding, shownRetention } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "./analyse.js";
import { type Place, samplesOf, studyAblation, studyEvidence } from "./testing/study.js";

const PROMPTS = 10;
const EPOCHS = 5;

/** Events by prompt around a rate in tenths, moved a little by seed. */
function events(tenths: number, seed: number): number[] {
  return Array.from({ length: PROMPTS }, (_, prompt) => {
    const wobble = ((prompt * 7 + seed * 3) % 5) - 2;
    return Math.max(0, Math.min(EPOCHS, Math.round(tenths / 2 + wobble / 2)));
  });
}

const arms = ["control", "advice"] as const;
const rates = { control: { sft: 8, rl: 7 }, advice: { sft: 2, rl: 2 } };

function fullStudy() {
  return studyEvidence(
    arms.flatMap((arm) =>
      [0, 1, 2].flatMap((seed) =>
        (["sft", "rl"] as const).flatMap((stage) => {
          const steps = stage === "rl" ? [100, 200, 300, 400] : [null];
          return steps.map((step): [Place, ReturnType<typeof samplesOf>] => [
            { arm, seed, stage, step },
            samplesOf(events(rates[arm][stage], seed), EPOCHS),
          ]);
        }),
      ),
    ),
    PROMPTS,
  );
}

describe("analyse, from samples", () => {
  const ablation = studyAblation();
  const analysis = analyse(ablation, fullStudy());

  it("is a document that the schema accepts whole", () => {
    expect(AnalysisSchema.parse(analysis)).toEqual(analysis);
  });

  it("gives the same bytes whatever the order of arrival", () => {
    const evidence = fullStudy();
    const shuffled = {
      ...evidence,
      runs: [...evidence.runs].reverse(),
      outcomes: [...evidence.outcomes]
        .reverse()
        .map((outcome, index) => ({ ...outcome, outcomeId: `other${index}` })),
    };
    expect(canonicalJson(analyse(ablation, shuffled))).toBe(canonicalJson(analysis));
  });

  it("answers each lead on both scales and for both targets, with Holm over the family", () => {
    expect(analysis.effects.map(({ moment }) => moment.stage)).toEqual(["sft", "rl"]);
    const [sft] = analysis.effects;
    if (sft === undefined) throw new Error("no effect");
    expect(sft.findings).toHaveLength(4);
    const finding = shownFinding(sft);
    if (finding?.status !== "estimated") throw new Error("not estimated");
    expect(finding).toMatchObject({
      target: "prompt-general",
      estimator: "mover-wilson",
      scope: "recipe",
      n: { runs: 3, controlRuns: 3, prompts: PROMPTS, samples: 300 },
    });
    expect(finding.estimate).toBeCloseTo((sft.armLevel ?? 0) - (sft.controlLevel ?? 0), 12);
    expect(finding.interval?.upper).toBeLessThan(0);
    expect(sft.family).toBe("leads");
    expect(sft.stands).toBe(true);
    expect(finding.pAdjusted).toBeGreaterThanOrEqual(finding.pValue ?? 1);
    expect(findingOn(sft, "log-odds", "suite-fixed")).toMatchObject({ status: "estimated" });
  });

  it("averages the last checkpoints of reinforcement and names them", () => {
    expect(analysis.effects[1]?.moment).toEqual({ stage: "rl", steps: [200, 300, 400] });
    expect(analysis.trajectories[0]?.points.map(({ stage, step }) => [stage, step])).toEqual([
      ["sft", null],
      ["rl", 100],
      ["rl", 200],
      ["rl", 300],
      ["rl", 400],
    ]);
  });

  it("gives a band at least as wide as the interval", () => {
    for (const point of analysis.trajectories[0]?.points ?? []) {
      expect(point.band?.lower ?? 0).toBeLessThan(point.interval?.lower ?? -1);
      expect(point.band?.upper ?? 0).toBeGreaterThan(point.interval?.upper ?? 1);
    }
  });

  it("gives durability a verdict, in the family of retentions", () => {
    const [durability] = analysis.durability;
    if (durability === undefined) throw new Error("no durability");
    expect(durability).toMatchObject({
      from: { stage: "sft" },
      to: { stage: "rl" },
      sameCondition: true,
      scope: "recipe",
      runs: 3,
      family: "retentions",
      verdict: { flags: [] },
    });
    const shown = shownRetention(durability);
    if (shown?.status !== "estimated") throw new Error("not estimated");
    expect(shown.retained.point).toBeGreaterThan(0.7);
    expect(shown.retained.set?.kind).toBe("interval");
    expect(durability.verdict.word).toBe(shown.verdict.word);
    expect(analysis.families.map(({ name, size, answered }) => [name, size, answered])).toEqual([
      ["leads", 2, 2],
      ["retentions", 1, 1],
    ]);
  });

  it("says in the evidence table what stands behind it", () => {
    expect(analysis.evidence).toHaveLength(4);
    expect(analysis.evidence[3]).toMatchObject({
      arm: "advice",
      stage: "rl",
      runs: 3,
      checkpoints: 12,
      prompts: PROMPTS,
      samples: 600,
      levels: ["samples"],
    });
    expect(analysis.levels).toHaveLength(4);
    for (const row of analysis.levels)
      expect(row.finding).toMatchObject({
        status: "estimated",
        interval: { lower: expect.any(Number), upper: expect.any(Number) },
      });
  });
});
