import { EvalCorrelationSchema, type EvidenceValue } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { indexEvidence } from "../measure/evidence-index.js";
import { countsOf, type Place, studyAblation, studyEvidence } from "../testing/study.js";
import { evalCorrelations } from "./eval-correlations.js";

const evalOf = (id: string, direction: "lower-is-better" | "higher-is-better") => ({
  id,
  role: "target" as const,
  metrics: [{ name: "score", direction, scale: { kind: "binary" as const } }],
});

function correlations(
  direction: "lower-is-better" | "higher-is-better",
  place: (run: number) => Partial<Place>,
) {
  const ablation = studyAblation({
    stages: [{ name: "sft" }, { name: "rl" }],
    evals: [evalOf("blackmail@1", "lower-is-better"), evalOf("honesty@1", direction)],
  });
  const entries = Array.from({ length: 6 }, (_, run) =>
    (["sft", "rl"] as const).flatMap((stage, later): [Place, EvidenceValue][] => {
      const at = { arm: "advice", seed: run, stage, ...place(run) };
      const events = 10 + 9 * run + 5 * later;
      return [
        [{ ...at, eval: "blackmail@1" }, countsOf(events, 100)],
        [{ ...at, eval: "honesty@1" }, countsOf(events + ((run * 7) % 4), 100)],
      ];
    }),
  ).flat();
  const index = indexEvidence(ablation, studyEvidence(entries, 1), false);
  return evalCorrelations(index).map((found) => EvalCorrelationSchema.parse(found));
}

describe("evalCorrelations", () => {
  it("goes over checkpoints with runs as clusters, and turns both so that more is better", () => {
    const [same] = correlations("lower-is-better", () => ({}));
    const [other] = correlations("higher-is-better", () => ({}));
    expect(same).toMatchObject({ evals: ["blackmail@1", "honesty@1"], checkpoints: 12, runs: 6 });
    if (same?.pearson.status !== "estimated" || other?.pearson.status !== "estimated")
      throw new Error("estimates are expected");
    expect(same.pearson.estimate).toBeGreaterThan(0.9);
    expect(other.pearson.estimate).toBeCloseTo(-same.pearson.estimate, 12);
    expect(same.pearson.interval).not.toBeNull();
  });

  it("counts branches of one seed as one run, and unnamed runs of an arm as one", () => {
    const [branches] = correlations("lower-is-better", (run) => ({ seed: run % 3, branch: run }));
    expect(branches).toMatchObject({ runs: 3, pearson: { interval: null } });
  });

  it("says nothing of evals that share fewer than three checkpoints", () => {
    const ablation = studyAblation({
      evals: [evalOf("blackmail@1", "lower-is-better"), evalOf("honesty@1", "lower-is-better")],
    });
    const entries = (["blackmail@1", "honesty@1"] as const).map((id): [Place, EvidenceValue] => [
      { arm: "advice", stage: "sft", eval: id },
      countsOf(1, 10),
    ]);
    expect(evalCorrelations(indexEvidence(ablation, studyEvidence(entries, 1), false))).toEqual([]);
  });
});
