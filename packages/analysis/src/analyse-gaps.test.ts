import { AnalysisSchema, shownFinding } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "./analyse.js";
import { countsOf, type Place, samplesOf, studyAblation, studyEvidence } from "./testing/study.js";

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

describe("analyse, when something is missing", () => {
  it("answers nothing from nothing, and says what is pending", () => {
    const analysis = analyse(studyAblation(), studyEvidence([], 0));
    expect(AnalysisSchema.parse(analysis)).toEqual(analysis);
    expect(analysis).toMatchObject({
      effects: [],
      durability: [],
      levels: [],
      trajectories: [],
      evidence: [],
    });
    expect(analysis.warnings.filter(({ code }) => code === "pending-member")).toHaveLength(2);
  });

  it("says which side is missing", () => {
    const analysis = analyse(
      studyAblation(),
      studyEvidence([[{ arm: "advice", stage: "sft" }, countsOf(3, 10)]], 0),
    );
    expect(analysis.effects[0]?.findings[0]).toMatchObject({
      status: "not-estimable",
      reason: "there is no outcome of the control at `sft`",
    });
    expect(analysis.durability[0]?.verdict).toMatchObject({
      word: "inconclusive",
      reason: expect.stringContaining("`sft` and `rl`"),
    });
  });

  it("leaves out what was set aside, says so, and lets it back in when asked", () => {
    const evidence = fullStudy();
    const aside = {
      ...evidence,
      runs: evidence.runs.map((run) =>
        run.run === "advice/2/0" ? { ...run, excluded: { author: "a", reason: "diverged" } } : run,
      ),
    };
    const without = analyse(studyAblation(), aside);
    expect(without.effects[0] && shownFinding(without.effects[0])).toMatchObject({ n: { runs: 2 } });
    expect(without.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["excluded", "two-run-arm"]),
    );
    const whole = analyse(studyAblation(), aside, { includeExcluded: true });
    expect(whole.effects[0] && shownFinding(whole.effects[0])).toMatchObject({ n: { runs: 3 } });
    expect(whole.includesExcluded).toBe(true);
  });

  it("flags arms that were not trained by one recipe, and branches of one ancestor", () => {
    const place = (arm: string, seed: number, branch: number, recipe: string): Place => ({
      arm,
      seed,
      branch,
      stage: "rl",
      step: 100,
      recipe,
    });
    const entries = [0, 1].flatMap((seed) => [
      [place("control", seed, 0, "sha256:a"), samplesOf(events(7, seed), EPOCHS)] as const,
      [place("advice", seed, 0, "sha256:b"), samplesOf(events(3, seed), EPOCHS)] as const,
      [place("advice", seed, 1, "sha256:b"), samplesOf(events(2, seed), EPOCHS)] as const,
    ]);
    const analysis = analyse(studyAblation(), studyEvidence(entries, PROMPTS));
    expect(analysis.effects[0] && shownFinding(analysis.effects[0])).toMatchObject({
      n: { runs: 2, controlRuns: 2 },
    });
    expect(analysis.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        "recipe-mismatch",
        "branches-averaged",
        "fewer-checkpoints",
        "clusters-undeclared",
      ]),
    );
  });

  it("does not test the lead of a base that all arms share", () => {
    const ablation = studyAblation({
      stages: [{ name: "base", shared: true }, { name: "sft" }],
      plan: { durability: [{ from: "base", to: "sft" }] },
    });
    const entries = [
      [{ arm: "control", stage: "base", shared: true }, countsOf(5, 10)] as const,
      ...arms.map((arm) => [{ arm, stage: "sft" }, countsOf(arm === "control" ? 5 : 2, 10)] as const),
    ];
    const analysis = analyse(ablation, studyEvidence(entries, 0));
    expect(analysis.effects.every(({ moment }) => moment.stage === "sft")).toBe(true);
    expect(analysis.levels.map(({ moment }) => moment.stage)).toContain("base");
    expect(analysis.warnings.map(({ code }) => code)).toContain("shared-base");
  });
});
