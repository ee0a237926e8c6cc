import {
  type BoundMlflowRun,
  defineAblation,
  type MetricPoint,
  type MetricSeries,
  type OutcomeRecord,
  type Registration,
  type RunLineage,
  type RunRecord,
} from "@holdfast/core";

/** The ablation that these runs are of: the arm differs from its control in a component and in a setting. */
export function runRegistration(): Registration {
  const recipe = (rate: number) => ({ name: "policy gradient", settings: { learningRate: rate, batch: 64 } });
  const chats = {
    dataset: "chats",
    kind: "generic",
    tokens: 9_000_000,
    contentHash: `sha256:${"b".repeat(64)}`,
  };
  return {
    ...{ identity: "advice@1", fingerprint: `sha256:${"a".repeat(64)}`, revision: 1, revisions: [] },
    ...{ retrospective: false, archived: false, registeredAt: "2026-02-22T10:00:00.000Z" },
    ablation: defineAblation({
      ...{ name: "advice", version: "1", title: "Difficult advice", question: "Does it hold?" },
      baseModel: "base-7b",
      arms: [
        {
          name: "control",
          mixes: { sft: { components: [chats] } },
          recipes: { sft: recipe(1e-5), rl: `sha256:${"c".repeat(64)}` },
        },
        {
          name: "advice",
          mixes: {
            sft: {
              components: [chats, { dataset: "<b>advice</b>", kind: "difficult-advice", tokens: 1_000_000 }],
            },
          },
          recipes: { sft: recipe(2e-5), rl: `sha256:${"c".repeat(64)}` },
        },
      ],
      control: "control",
      stages: [{ name: "base" }, { name: "sft" }, { name: "rl" }],
      evals: [
        {
          id: "blackmail@1",
          role: "target",
          metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
        },
      ],
    }),
  };
}

/** A run for tests; fields are replaced by `over`. */
export function runRecord(over: Partial<RunRecord> = {}): RunRecord {
  return {
    ...{ run: "advice/3/1", arm: "advice", seed: 3, branch: 1, callerId: "job-9", recipe: "sha256:r" },
    ...{ parent: { stage: "sft", step: 200, branch: 0 }, parentRun: "advice/3/0", children: ["advice/3/2"] },
    ...{ environment: { name: "gym", variant: "v2" }, excluded: null, stages: ["rl"] },
    state: {
      status: "finished",
      startedAt: "2026-03-01T10:00:00.000Z",
      endedAt: "2026-03-01T13:20:00.000Z",
      at: "2026-03-01T13:20:00.000Z",
    },
    ...{ checkpoints: 1, outcomes: 1, metrics: 1 },
    ...over,
  };
}

/** Its life: a checkpoint, and what was changed at step 150. */
export function runLineage(run: RunRecord = runRecord()): RunLineage {
  const about = {
    run: run.run,
    stage: "rl",
    step: 150,
    author: "ada",
    reason: "it fired",
    change: "<b>new data</b>",
  };
  return {
    run,
    checkpoints: [
      {
        run: run.run,
        stage: "rl",
        step: 200,
        tokens: 9000,
        uri: "s3://bucket/200",
        shared: false,
        outcomes: 1,
      },
    ],
    interventions: [about],
  };
}

/** An outcome of it that was corrected. */
export function outcomeRecord(): OutcomeRecord {
  return {
    ...{ outcomeId: "o1", run: "advice/3/1", arm: "advice", seed: 3, branch: 1, stage: "rl", step: 200 },
    ...{
      eval: "blackmail@1",
      metric: "score",
      condition: {},
      judge: "rule",
      status: "complete",
      revision: 2,
    },
    ...{ current: true, value: { level: "counts", counts: { k: 22, n: 100 } }, harness: null, source: null },
    ...{ evaluatedAt: null, correction: { author: "ada", reason: "misread" }, excluded: null },
    recordedAt: "2026-03-01T14:00:00.000Z",
  };
}

/** A training metric of so many points, one a step. */
export function metricSeries(points: number): MetricSeries {
  const latest = { step: points - 1, value: 1 / points, at: null };
  return { run: "advice/3/1", stage: "rl", key: "train/loss", points, firstStep: 0, latest };
}

/** Its points from one step to another. */
export function metricPoints(from: number, to: number): MetricPoint[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => ({
    ...{ run: "advice/3/1", stage: "rl", key: "train/loss", step: from + index, at: null },
    value: from + index === 1 ? "NaN" : 1 / (from + index + 1),
  }));
}

/** What MLflow's client logged of it. */
export function boundMlflowRun(): BoundMlflowRun {
  return {
    ...{ mlflowRun: "0a1b", name: "rl of seed 3", experiment: "1", status: "finished", run: "advice/3/1" },
    ...{ stage: "rl", startedAt: "2026-03-01T10:00:00.000Z", endedAt: null, declared: [], faults: [] },
    differences: ["The registered component chats was not declared."],
    params: [{ key: "lr", value: "1e-5" }],
    tags: [
      { key: "note", value: "<script>alert(1)</script>" },
      { key: "mlflow.user", value: "ada" },
    ],
    files: [{ path: "evals/x.ndjson", size: 12, imported: "refused", note: "line 1: no such eval" }],
  };
}
