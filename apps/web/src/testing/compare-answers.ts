import {
  type ComparisonAnswer,
  ComparisonAnswerSchema,
  defineAblation,
  parseComparisonSide,
  type Registration,
  type SampleDifferenceAnswer,
  SampleDifferenceAnswerSchema,
} from "@holdfast/core";

const FINGERPRINT = `sha256:${"a".repeat(64)}` as const;
const HEAD = { ablation: "advice@1", inputsFingerprint: FINGERPRINT, includesExcluded: false, warnings: [] };

/** Two arms and a control through SFT and RL, on a binary eval. */
export function comparedRegistration(): Registration {
  return {
    ...{ identity: "advice@1", fingerprint: FINGERPRINT, revision: 1, retrospective: false, archived: false },
    registeredAt: "2026-11-22T10:00:00.000Z",
    ablation: defineAblation({
      ...{ name: "advice", version: "1", title: "Difficult advice", question: "Does it hold?" },
      ...{ baseModel: "base", control: "control" },
      arms: [{ name: "control" }, { name: "advice" }, { name: "refusals" }],
      stages: [{ name: "sft" }, { name: "rl" }],
      evals: [
        {
          ...{ id: "blackmail@1", role: "target" },
          metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
        },
      ],
    }),
    revisions: [],
  };
}

/** What an API would answer to a comparison of these addresses. */
export function comparisonAnswer(a: string, b: string): ComparisonAnswer {
  const side = (address: string, key: string) => {
    const parsed = parseComparisonSide(address, key);
    return { ...parsed, stage: parsed.stage ?? "rl", arm: parsed.name.split("/")[0], address };
  };
  return ComparisonAnswerSchema.parse({
    ...HEAD,
    ...{
      sentences: ["Exploratory.", "A row in words."],
      exploratory: true,
      a: side(a, "a"),
      b: side(b, "b"),
    },
    rows: [
      {
        ...{
          eval: "blackmail@1",
          metric: "score",
          condition: {},
          judge: "rule",
          pairing: "none",
          qValue: 0.02,
        },
        ...{ steps: { a: [null], b: [null] }, levels: { a: 0.21, b: 0.655 }, shownTarget: "prompt-general" },
        findings: [
          {
            ...{
              status: "estimated",
              estimate: -0.445,
              standardError: 0.05,
              df: 4,
              pValue: 0.01,
              pAdjusted: null,
            },
            ...{ target: "prompt-general", scale: "difference", scope: "recipe", evidenceLevel: "samples" },
            interval: { lower: -0.6, upper: -0.29, level: 0.95, unbounded: false },
            n: { runs: 3, controlRuns: 3, prompts: 40, samples: 960 },
            ...{ estimator: "mover-wilson", reason: null, familyDf: 4, clusters: 10, warnings: [] },
          },
        ],
      },
    ],
  });
}

/** One prompt on which advice and control differ; what is behind it is a log at `uri`. */
export function sampleAnswer(uri: string | null, sample = "p1"): SampleDifferenceAnswer {
  const outcome = { run: "advice/0/0", stage: "rl", step: 200, harness: { name: "inspect_ai" } };
  return SampleDifferenceAnswerSchema.parse({
    ...{ ...HEAD, sentences: ["One prompt."], arm: "advice", control: "control" },
    ...{ eval: "blackmail@1", metric: "score", condition: {}, judge: "rule", stage: "rl", steps: [200] },
    settings: ["rule", "model#1"].map((judge) => ({ condition: {}, judge })),
    ...{ runs: { arm: 1, control: 1 }, prompts: 1, unmatched: 0, clustersDeclared: true, next: null },
    shrinkage: { towards: -0.75, betweenPrompts: 0, chance: "epochs" },
    clusters: [
      {
        ...{ cluster: "family 1", prompts: 1, means: { arm: 0.25, control: 1 }, difference: -0.75 },
        ...{ above: 0, below: 1, level: 0 },
      },
    ],
    outcomes: [
      { ...outcome, side: "arm", outcomeId: "o-1", source: uri === null ? null : { uri } },
      { ...outcome, side: "control", outcomeId: "o-2", run: "control/0/0", source: null },
    ],
    samples: [
      {
        ...{
          sample,
          cluster: "family 1",
          means: { arm: 0.25, control: 1 },
          difference: -0.75,
          shrunken: -0.75,
        },
        scores: { arm: 4, control: 4 },
        runs: [
          { side: "arm", run: "advice/0", mean: 0.25 },
          { side: "control", run: "control/0", mean: 1 },
        ],
        epochs: [
          { outcome: 0, scores: [0, 1, null, 0] },
          { outcome: 1, scores: [1, 1, 1, 1] },
        ],
      },
    ],
  });
}
