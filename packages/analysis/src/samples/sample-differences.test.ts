import { type Evidence, type EvidenceValue, ShrinkageSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { samplesOf, studyAblation, studyEvidence } from "../testing/study.js";
import { epochsOf } from "./epochs-of.js";
import { sampleDifferences } from "./sample-differences.js";

const ablation = studyAblation();

/** Scores of prompts by epoch; null is a prompt that was not asked. */
function scored(...prompts: readonly (readonly number[] | null)[]): EvidenceValue {
  const epochs = Math.max(...prompts.map((scores) => scores?.length ?? 0));
  const score = new Float64Array(prompts.length * epochs).fill(Number.NaN);
  for (const [prompt, scores] of prompts.entries())
    for (const [epoch, value] of (scores ?? []).entries()) score[prompt * epochs + epoch] = value;
  return {
    level: "samples",
    epochs,
    score,
    scored: score.filter((value) => !Number.isNaN(value)).length,
    unscored: 0,
  };
}

function asked(evidence: Evidence, stage = "sft", steps: readonly (number | null)[] | null = null) {
  const [value] = ablation.evals;
  const [metric] = value?.metrics ?? [];
  if (value === undefined || metric === undefined) throw new Error("no eval");
  const question = { arm: "advice", control: "control", eval: value, metric, stage, steps };
  return sampleDifferences(ablation, evidence, { ...question, includeExcluded: false });
}

const arm = (seed: number) => ({ arm: "advice", seed, stage: "sft" });
const control = (seed: number) => ({ arm: "control", seed, stage: "sft" });

describe("sampleDifferences", () => {
  const evidence = studyEvidence(
    [
      [arm(0), samplesOf([0, 1, 4, 2], 4)],
      [arm(1), samplesOf([0, 2, 4, 2], 4)],
      [control(0), samplesOf([4, 2, 4, 3], 4)],
      [control(1), samplesOf([3, 2, 4, 2], 4)],
    ],
    4,
    ["a", "a", "b", "b"],
  );

  it("gives each prompt the mean over runs of their means over epochs", () => {
    const { samples, prompts, unmatched, runs } = asked(evidence);
    expect({ prompts, unmatched, runs }).toEqual({ prompts: 4, unmatched: 0, runs: { arm: 2, control: 2 } });
    expect(samples.map(({ sample }) => sample)).toEqual(["p000", "p001", "p003", "p002"]);
    expect(samples[0]).toMatchObject({
      cluster: "a",
      means: { arm: 0, control: 0.875 },
      difference: -0.875,
      scores: { arm: 8, control: 8 },
      runs: [
        { side: "arm", run: "advice/0", mean: 0 },
        { side: "arm", run: "advice/1", mean: 0 },
        { side: "control", run: "control/0", mean: 1 },
        { side: "control", run: "control/1", mean: 0.75 },
      ],
    });
  });

  it("gathers prompts into clusters, and says how many go the same way", () => {
    expect(asked(evidence).clusters).toEqual([
      {
        cluster: "a",
        prompts: 2,
        means: { arm: 0.1875, control: 0.6875 },
        difference: -0.5,
        above: 0,
        below: 2,
        level: 0,
      },
      {
        cluster: "b",
        prompts: 2,
        means: { arm: 0.75, control: 0.8125 },
        difference: -0.0625,
        above: 0,
        below: 1,
        level: 1,
      },
    ]);
    expect(
      asked(
        studyEvidence(
          [
            [arm(0), samplesOf([1], 1)],
            [control(0), samplesOf([0], 1)],
          ],
          1,
        ),
      ).clusters,
    ).toEqual([]);
  });

  it("does not put a prompt that was asked once before those that were asked often", () => {
    const often = (events: number) => Array.from({ length: 10 }, (_, epoch) => (epoch < events ? 1 : 0));
    const { samples, shrinkage } = asked(
      studyEvidence(
        [
          [arm(0), scored([0], often(0), often(5), often(5), often(6))],
          [control(0), scored([1], often(9), often(5), often(6), often(5))],
        ],
        5,
      ),
    );
    expect(samples.map(({ sample }) => sample)[0]).toBe("p001");
    const once = samples.find(({ sample }) => sample === "p000");
    expect(once?.difference).toBe(-1);
    expect(Math.abs(once?.shrunken ?? 1)).toBeLessThan(0.8);
    expect(ShrinkageSchema.parse(shrinkage)).toMatchObject({ chance: "epochs" });
  });

  it("says what chance is measured by, and falls to larger differences first where nothing else tells", () => {
    expect(asked(evidence).shrinkage?.chance).toBe("runs");
    const once = asked(
      studyEvidence(
        [
          [arm(0), scored([1], [0], [0], [1])],
          [control(0), scored([1], [1], [0], [0])],
        ],
        4,
      ),
    );
    expect(once.shrinkage).toMatchObject({ chance: "prompts", betweenPrompts: expect.any(Number) });
    expect(once.samples.map(({ sample }) => sample)).toEqual(["p001", "p003", "p000", "p002"]);
  });

  it("leaves out prompts of one side alone, and counts them", () => {
    const found = asked(
      studyEvidence(
        [
          [arm(0), scored([1], null, [1])],
          [control(0), scored([1], [0], null)],
        ],
        3,
      ),
    );
    expect(found).toMatchObject({ prompts: 1, unmatched: 2 });
    const none = asked(studyEvidence([[arm(0), scored([1])]], 1));
    expect(none).toMatchObject({ prompts: 0, unmatched: 1, shrinkage: null, samples: [], clusters: [] });
  });

  it("does not depend on the order of arrival", () => {
    const turned = { ...evidence, outcomes: [...evidence.outcomes].reverse() };
    expect(asked(turned)).toEqual(asked(evidence));
  });

  it("averages the steps that it is asked for, and shows every outcome behind a prompt", () => {
    const at = (name: string, step: number) => ({ arm: name, seed: 0, stage: "rl", step });
    const course = studyEvidence(
      [
        [at("advice", 1), scored([1, 1], [0, 0])],
        [at("advice", 2), scored([1, 0], [0, 0])],
        [at("control", 2), scored([0, 0], [1, 1])],
        [at("control", 3), scored([1, 1], [1, 1])],
      ],
      2,
    );
    const { samples, outcomes, steps } = asked(course, "rl", [1, 2]);
    expect(steps).toEqual([1, 2]);
    const first = samples.find(({ sample }) => sample === "p000");
    expect(first).toMatchObject({ means: { arm: 0.75, control: 0 }, scores: { arm: 4, control: 2 } });
    expect(outcomes.map(({ side, outcome }) => [side, outcome.step])).toEqual([
      ["arm", 1],
      ["arm", 2],
      ["control", 2],
    ]);
    const table = course.samples["blackmail@1"] ?? { sample: [] };
    const behind = outcomes.map(({ outcome }) => outcome);
    expect(epochsOf(behind, table, ["p000", "nothing"])).toEqual([
      [
        { outcome: 0, scores: [1, 1] },
        { outcome: 1, scores: [1, 0] },
        { outcome: 2, scores: [0, 0] },
      ],
      [],
    ]);
  });
});
