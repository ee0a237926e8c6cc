import { compareOutcomes, type Evidence, type EvidenceOutcome, type Run } from "@holdfast/core";

const ARMS = { control: 0.6, demonstrations: 0.3, advice: 0.2 } as const;

function runOf(arm: string, seed: number): Run {
  return {
    run: `${arm}/${seed}/0`,
    arm,
    seed,
    branch: 0,
    callerId: null,
    parent: null,
    recipe: null,
    environment: null,
    excluded: null,
  };
}

function outcome(arm: string, seed: number, stage: string, over: Partial<EvidenceOutcome>): EvidenceOutcome {
  return {
    outcomeId: `${arm}-${seed}-${stage}`,
    run: `${arm}/${seed}/0`,
    arm,
    stage,
    step: null,
    shared: false,
    tokens: null,
    eval: "blackmail@1",
    metric: "score",
    condition: { threat: true, goal: "explicit", AI: "Ada" },
    judge: "rule",
    status: "complete",
    evidence: { level: "point", point: 0.5 },
    revision: 1,
    excluded: null,
    ...over,
  };
}

/**
 * Evidence at all four levels for the ablation of these tests: samples on one eval, counts of one seed in
 * another stage, a summary and a point on the guardrail.
 */
export function adviceEvidence(): Evidence {
  const prompts = Array.from({ length: 16 }, (_, index) => `p${String(index).padStart(2, "0")}`);
  const outcomes = Object.entries(ARMS).flatMap(([arm, rate], armIndex) =>
    [0, 1, 2].flatMap((seed) => {
      const score = Float64Array.from(prompts, (_, index) =>
        ((index * 7 + seed * 3 + armIndex * 5) % 16) / 16 < rate ? 1 : 0,
      );
      return [
        outcome(arm, seed, "sft", {
          evidence: { level: "samples", epochs: 1, score, scored: score.length, unscored: 0 },
        }),
        outcome(arm, seed, "rl", {
          evidence: { level: "counts", counts: { k: Math.round((rate + 0.02 * seed) * 50), n: 50 } },
        }),
        outcome(arm, seed, "sft", {
          outcomeId: `${arm}-${seed}-guard`,
          eval: "capability@1",
          condition: {},
          evidence:
            seed === 0
              ? { level: "point", point: 60 + armIndex }
              : {
                  level: "summary",
                  summary: { mean: 61 + armIndex, standardError: 0.8, seOver: "samples", n: 100 },
                },
        }),
      ];
    }),
  );
  return {
    runs: Object.keys(ARMS).flatMap((arm) => [0, 1, 2].map((seed) => runOf(arm, seed))),
    samples: {
      "blackmail@1": {
        sample: prompts,
        cluster: prompts.map((_, index) => `s${index >> 1}`),
        clustersDeclared: true,
      },
    },
    outcomes: outcomes.sort(compareOutcomes),
  };
}
