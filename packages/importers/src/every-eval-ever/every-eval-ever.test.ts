import { createHash } from "node:crypto";
import { type Checkpoint, isHoldfastError, type Metric, type OutcomeRecord, type Run } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { bindLog } from "../binding/bind-log.js";
import { bytesInMemory } from "../bytes/byte-source.js";
import { findLogImporter, readLog } from "../logs/read-log.js";
import { everyEvalDocument, everyEvalRetrieved, type UnscoredSample } from "./every-eval-document.js";
import { everyEvalInstance } from "./every-eval-instance.js";
import { everyEvalPlace } from "./every-eval-place.js";

/** As the converters of Every Eval Ever write it. */
const AGGREGATE = {
  schema_version: "0.3.0",
  evaluation_id: "gsm8k/org/model-7b/1770091506",
  evaluation_timestamp: "1770091000",
  retrieved_timestamp: "1770091506",
  source_metadata: {
    source_type: "evaluation_run",
    source_organization_name: "A lab",
    evaluator_relationship: "first_party",
  },
  eval_library: { name: "inspect_ai", version: "0.3.200" },
  model_info: {
    name: "model-7b",
    id: "org/model-7b",
    additional_details: { deployment_type: "unknown", model_availability: "open_weights" },
  },
  evaluation_results: [
    {
      evaluation_result_id: "acc",
      evaluation_name: "gsm8k main",
      source_data: { dataset_name: "gsm8k", source_type: "hf_dataset" },
      metric_config: { metric_id: "accuracy", lower_is_better: false },
      score_details: { score: 0.5, uncertainty: { standard_error: { value: 0.2 }, num_samples: 4 } },
    },
    {
      evaluation_result_id: "judged",
      evaluation_name: "harm",
      source_data: { dataset_name: "harm", source_type: "other" },
      metric_config: {
        metric_name: "Harm score",
        lower_is_better: true,
        llm_scoring: {
          judges: [{ model_info: { id: "b" } }, { model_info: { id: "a" } }],
          input_prompt: "p",
        },
      },
      score_details: { score: 2 },
    },
    {
      evaluation_name: "nothing",
      source_data: { dataset_name: "n", source_type: "other" },
      metric_config: { lower_is_better: true },
      score_details: { score: Number.NaN },
    },
  ],
  detailed_evaluation_results: { format: "jsonl", file_path: "data/x/org/model-7b/abc_samples.jsonl" },
};

const instance = (sample: string, score: unknown, more: Record<string, unknown> = {}) => ({
  schema_version: "0.3.0",
  evaluation_id: AGGREGATE.evaluation_id,
  evaluation_name: "gsm8k main",
  evaluation_result_id: "acc",
  sample_id: sample,
  evaluation: { score, is_correct: score === 1 },
  metadata: { level: "hard" },
  ...more,
});

async function read(
  aggregate: unknown,
  instances: readonly unknown[] | string | null,
  cluster: string | null = null,
) {
  const text = JSON.stringify(aggregate, (_, value) => (Number.isNaN(value) ? "\u0000" : value));
  const lines =
    typeof instances === "string"
      ? instances
      : (instances ?? []).map((row) => JSON.stringify(row)).join("\n");
  return readLog(
    {
      file: "eee/abc.json",
      bytes: bytesInMemory(Buffer.from(text.replaceAll('"\\u0000"', "NaN"))),
      beside: async (name, use) =>
        instances !== null && name.endsWith("_samples.jsonl")
          ? use(bytesInMemory(Buffer.from(lines)))
          : undefined,
    },
    { cluster },
  );
}

describe("Every Eval Ever", () => {
  it("is told sample by sample where the instances have the mean that was stated, else as it was stated", async () => {
    const log = await read(
      AGGREGATE,
      [
        instance("b", 1),
        instance("a", 0),
        instance("b", 0),
        instance("c", 0, { error: "timeout" }),
        instance("a", 1),
        instance("z", 1, { evaluation_result_id: "other", evaluation_name: "other" }),
      ],
      "level",
    );
    expect(log.outcomes).toEqual([
      {
        ...{ eval: "gsm8k-main@0", metric: "accuracy", status: "complete" },
        harness: { name: "inspect_ai", version: "0.3.200" },
        evaluatedAt: "2026-02-03T03:56:40.000Z",
        samples: {
          id: ["a", "a", "b", "b", "c"],
          epoch: [0, 1, 0, 1, 0],
          cluster: ["hard", "hard", "hard", "hard", "hard"],
          score: [0, 1, 1, 0, null],
        },
      },
      expect.objectContaining({
        ...{ eval: "harm@0", metric: "Harm-score", point: 2 },
        judge: { model: "a+b", promptSha: createHash("sha256").update("p").digest("hex") },
      }),
    ]);
    expect(log.says).toMatchObject({
      task: null,
      model: "org/model-7b",
      modelPaths: ["org/model-7b", "model-7b"],
    });
    expect(log.leftOut).toEqual([
      { what: "instances", why: "they belong to none of the results", count: 1 },
      { what: "nothing@0 score", why: "its score is no number", count: 1, metric: "score" },
    ]);
    expect(log.notes).toEqual(["1 samples of gsm8k-main@0 ended in an error, and are unscored."]);
  });

  it("keeps what was stated where the instances say otherwise, or are not there", async () => {
    const stated = { mean: 0.5, standardError: 0.2, seOver: "samples", n: 4 };
    const other = await read(AGGREGATE, [instance("a", 1)]);
    expect(other.outcomes[0]?.summary).toEqual(stated);
    expect(other.notes[0]).toMatch(/do not have the mean 0.5/);
    const alone = await read(AGGREGATE, null);
    expect(alone.outcomes[0]?.summary).toEqual(stated);
    expect(alone.notes).toEqual([
      "abc_samples.jsonl is not beside it: the scores that were stated are taken.",
    ]);
    const percent = structuredClone(AGGREGATE);
    Object.assign(percent.evaluation_results[0] ?? {}, {
      metric_config: { metric_id: "accuracy", metric_unit: "percent", lower_is_better: false },
      score_details: { score: 50 },
    });
    const samples = (await read(percent, [instance("a", 1), instance("b", 0)])).outcomes[0]?.samples;
    expect(samples).toEqual({ id: ["a", "b"], score: [1, 0] });
  });

  it("leaves out results of which it is not said which is meant", async () => {
    const [first] = AGGREGATE.evaluation_results;
    const log = await read(
      { ...AGGREGATE, evaluation_results: [first, { ...first, evaluation_result_id: "2" }] },
      null,
    );
    expect(log.outcomes).toEqual([]);
    expect(log.leftOut).toMatchObject([{ what: "results gsm8k main", count: 2 }]);
  });

  it.each<[string, unknown, readonly unknown[] | string, string | undefined, number | undefined, RegExp]>([
    [
      "another file of instances",
      { checksum: "ab", hash_algorithm: "sha256" },
      [instance("a", 1)],
      "checksum",
      undefined,
      /SHA-256/,
    ],
    [
      "a file that is cut off",
      { total_rows: 2 },
      [instance("a", 1)],
      "total_rows",
      undefined,
      /has 1 instances/,
    ],
    ["a line that is cut off", {}, '{"evaluation_id', undefined, 1, /ends in the middle/],
    ["an instance without a sample", {}, [instance("a", 1), instance("", 1)], undefined, 2, /no sample_id/],
    [
      "an epoch that is none",
      {},
      [instance("a", 1, { metadata: { epoch: "x" } })],
      "metadata.epoch",
      1,
      /no epoch/,
    ],
  ])("refuses %s", async (_, detailed, rows, key, line, message) => {
    const whole = {
      ...AGGREGATE.detailed_evaluation_results,
      ...(typeof detailed === "object" ? detailed : {}),
    };
    const fault = await read({ ...AGGREGATE, detailed_evaluation_results: whole }, rows).catch(
      (error: unknown) => error,
    );
    if (!isHoldfastError(fault)) throw new Error("it was not refused");
    expect([fault.code, fault.place.key, fault.place.line]).toEqual(["invalid-input", key, line]);
    expect(fault.message).toMatch(message);
  });

  it("is known by its content, and refused where its schema is another", async () => {
    const bytes = (value: unknown) => bytesInMemory(Buffer.from(JSON.stringify(value)));
    expect((await findLogImporter(bytes(AGGREGATE)))?.format).toBe("every-eval-ever");
    expect(await findLogImporter(bytes({ evaluation_id: "x", evaluation_results: [] }))).toBeUndefined();
    await expect(read({ ...AGGREGATE, evaluation_results: [{}] }, null)).rejects.toMatchObject({
      code: "invalid-input",
      place: { key: "evaluation_results[0].evaluation_name" },
    });
  });
});

describe("an export of ours", () => {
  const METRIC: Metric = { name: "score", direction: "lower-is-better", scale: { kind: "binary" } };
  const RUN: Run = {
    run: "principles/3/1",
    arm: "principles",
    seed: 3,
    branch: 1,
    callerId: null,
    parent: { stage: "sft", step: 200, branch: 0 },
    recipe: "r1",
    environment: null,
    excluded: null,
  };
  const CHECKPOINT: Checkpoint = {
    run: RUN.run,
    stage: "rl",
    step: 400,
    tokens: 10,
    uri: "/ckpt/p3",
    shared: false,
  };
  const record = (more: Partial<OutcomeRecord>): OutcomeRecord => ({
    outcomeId: "o1",
    run: RUN.run,
    arm: RUN.arm,
    seed: RUN.seed,
    branch: RUN.branch,
    stage: CHECKPOINT.stage,
    step: CHECKPOINT.step,
    eval: "blackmail@1",
    metric: METRIC.name,
    condition: {},
    judge: "rule",
    status: "complete",
    revision: 1,
    current: true,
    value: { level: "point", point: 0.25 },
    harness: { name: "inspect_ai", version: "1" },
    source: null,
    evaluatedAt: "2026-02-03T00:00:00.000Z",
    correction: null,
    recordedAt: "2026-02-04T00:00:00.000Z",
    excluded: null,
    ...more,
  });

  it("comes back as it was: checkpoint, levels, judges, conditions, epochs, clusters and samples without a score", async () => {
    const scores = [
      { sample: "a", cluster: "x", epoch: 0, score: 1 },
      { sample: "a", cluster: "x", epoch: 1, score: null },
      { sample: "b", cluster: "b", epoch: 0, score: 0 },
      { sample: "b", cluster: "b", epoch: 1, score: 0 },
    ];
    const unscored: UnscoredSample[] = [["a", 1, "x"]];
    const records = [
      record({ value: { level: "samples", epochs: 2, scored: 3, unscored: 1, mean: 1 / 3 } }),
      record({ judge: "gpt#abc", value: { level: "counts", counts: { k: 1, n: 4 } }, status: "partial" }),
      record({
        condition: { goal: "b", threat: true },
        value: { level: "summary", summary: { mean: 0.5, standardError: 0.1, seOver: "clusters", n: 9 } },
      }),
      record({ judge: "human" }),
    ];
    const [first] = records;
    if (first === undefined) throw new Error("there is none");
    const place = everyEvalPlace("advice@1", first);
    expect(place).toMatchObject({
      modelId: "advice/principles-s3-b1-rl-400",
      folder: "data/blackmail/advice/principles-s3-b1-rl-400",
    });
    const id = "blackmail/advice/principles-s3-b1-rl-400/1770163200";
    const lines = scores.flatMap(({ score, ...each }) =>
      score === null ? [] : [everyEvalInstance(place, id, first, METRIC, { ...each, score })],
    );
    expect(lines.map(({ evaluation }) => evaluation.is_correct)).toEqual([false, true, true]);
    const text = lines.map((line) => JSON.stringify(line)).join("\n");
    const document = everyEvalDocument(
      {
        ...{ identity: "advice@1", place, evaluationId: id, organization: "lab", baseModel: "base" },
        ...{ retrieved: everyEvalRetrieved(records), run: RUN, checkpoint: CHECKPOINT },
        instances: { sha256: createHash("sha256").update(text).digest("hex"), rows: 3 },
      },
      records.map((each, index) => ({ record: each, metric: METRIC, unscored: index === 0 ? unscored : [] })),
    );
    expect(document?.retrieved_timestamp).toBe("1770163200");
    const log = await read(document, text, "cluster");
    expect([log.leftOut, log.notes]).toEqual([[], []]);
    const bound = bindLog(log.says, "x.json", { identity: "other@1", mapping: [], checkpoints: [] });
    expect(bound).toMatchObject({
      is: "bound",
      binding: { arm: "principles", seed: 3, branch: 1, stage: "rl", step: 400, tokens: 10 },
      notes: [],
    });
    expect(log.says.modelPaths).toContain("/ckpt/p3");
    const shared = {
      ...{ eval: "blackmail@1", metric: "score", status: "complete" },
      ...{ harness: { name: "inspect_ai", version: "1" }, evaluatedAt: "2026-02-03T00:00:00.000Z" },
      ...{ parent: RUN.parent, recipe: "r1", checkpointUri: "/ckpt/p3" },
    };
    expect(log.outcomes).toEqual([
      {
        ...shared,
        judge: "rule",
        samples: {
          id: ["a", "a", "b", "b"],
          epoch: [0, 1, 0, 1],
          cluster: ["x", "x", "b", "b"],
          score: [1, null, 0, 0],
        },
      },
      { ...shared, judge: "gpt#abc", status: "partial", counts: { k: 1, n: 4 } },
      {
        ...shared,
        judge: "rule",
        condition: { goal: "b", threat: true },
        summary: { mean: 0.5, standardError: 0.1, seOver: "clusters", n: 9 },
      },
      { ...shared, judge: "human", point: 0.25 },
    ]);
  });

  it("has no document where nothing has a score, and names that are safe for a file system", () => {
    const none = record({ value: { level: "samples", epochs: 1, scored: 0, unscored: 2, mean: null } });
    const place = everyEvalPlace("advice@1", none);
    const about = {
      ...{ identity: "advice@1", place, evaluationId: "x", retrieved: "1", organization: "lab" },
      ...{ baseModel: "base", run: RUN, checkpoint: null, instances: null },
    };
    expect(everyEvalDocument(about, [{ record: none, metric: METRIC, unscored: [] }])).toBeNull();
    const odd = everyEvalPlace("advice@1", {
      ...none,
      run: "principles/unknown:../../x y/0",
      seed: null,
      branch: 0,
      step: null,
    });
    expect(odd.folder.split("/")).toHaveLength(4);
    expect(odd.folder).toMatch(/^[\w./+-]+$/);
    expect(odd.uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(odd.uuid).not.toBe(place.uuid);
  });
});
