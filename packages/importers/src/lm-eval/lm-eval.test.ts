import { isHoldfastError } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { bytesInMemory } from "../bytes/byte-source.js";
import { readLog } from "../logs/read-log.js";
import { pythonJson } from "../testing/inspect-log.js";

const MOMENT = "2026-02-03T04-05-06.789012";

/** A results file as version 0.4 writes it. */
const results = {
  results: {
    arc_easy: {
      alias: "arc_easy",
      "acc,none": 0.75,
      "acc_stderr,none": 0.25,
      "acc_norm,none": 0.5,
      "acc_norm_stderr,none": "N/A",
    },
    gsm8k: {
      alias: "gsm8k",
      "exact_match,strict-match": 0.5,
      "exact_match_stderr,strict-match": 0.5,
      "exact_match,flexible-extract": 1,
      "exact_match_stderr,flexible-extract": 0,
    },
    wikitext: { "word_perplexity,none": 12.5, "word_perplexity_stderr,none": "N/A", alias: " - wikitext" },
    all: { alias: "all", "acc,none": 0.6, "acc_stderr,none": 0.1, " ": " ", sample_count: { acc: 4 } },
  },
  groups: { all: { "acc,none": 0.6 } },
  group_subtasks: { all: ["arc_easy", "gsm8k"], arc_easy: [], wikitext: [] },
  configs: { arc_easy: { task: "arc_easy" } },
  versions: { arc_easy: 1, gsm8k: 3, wikitext: 2, all: "N/A" },
  "n-shot": { arc_easy: 0, gsm8k: 0 },
  "n-samples": { arc_easy: { original: 100, effective: 4 }, gsm8k: { original: 2, effective: 2 } },
  config: {
    model: "hf",
    model_args: "pretrained=/ckpt/principles-3,dtype=auto",
    limit: 4,
    metadata: { arm: "principles" },
  },
  date: 1770091506.5,
  lm_eval_version: "0.4.9",
  model_name: "/ckpt/principles-3",
};

const row = (doc_id: number, more: Record<string, unknown>) => ({
  doc_id,
  doc: { q: "NaN }{" },
  resps: [["x"]],
  filter: "none",
  doc_hash: `h${doc_id}`,
  ...more,
});

const files: Record<string, readonly unknown[]> = {
  [`samples_arc_easy_${MOMENT}.jsonl`]: [
    row(2, { acc: 1, acc_norm: 1, doc_hash: "h0" }),
    row(0, { acc: 0, acc_norm: 0 }),
    row(0, { acc: 1, acc_norm: 0 }),
    row(1, { acc: 0, acc_norm: 1 }),
    row(3, { acc: true, acc_norm: 1 }),
  ],
  [`samples_gsm8k_${MOMENT}.jsonl`]: [
    ...["strict-match", "flexible-extract"].flatMap((filter) =>
      [0, 1].map((id) => row(id, { filter, exact_match: filter === "strict-match" ? id : 1 })),
    ),
  ],
  [`samples_wikitext_${MOMENT}.jsonl`]: [row(0, { word_perplexity: [-3.5, 7] })],
};

async function read(
  document: unknown,
  lying: Record<string, readonly unknown[] | string> = {},
  file = `out/m/results_${MOMENT}.json`,
) {
  return readLog(
    {
      file,
      bytes: bytesInMemory(Buffer.from(pythonJson(document))),
      beside: async (name, use) => {
        const found = lying[name];
        if (found === undefined) return undefined;
        return use(
          bytesInMemory(Buffer.from(typeof found === "string" ? found : found.map(pythonJson).join("\n"))),
        );
      },
    },
    { cluster: null },
  );
}

describe("results of lm-evaluation-harness", () => {
  it("with their samples are told sample by sample, each filter by itself, groups not at all", async () => {
    const log = await read(results, files);
    const told = log.outcomes.map(({ eval: of, metric, samples, summary }) => [
      of,
      metric,
      samples ?? summary,
    ]);
    expect(told).toEqual([
      ["arc_easy@1", "acc", { id: ["h0", "h1", "h0:2", "h3"], score: [1, 0, 1, 1] }],
      ["arc_easy@1", "acc_norm", { mean: 0.5, n: 4 }],
      ["gsm8k@3", "exact_match.strict-match", { id: ["h0", "h1"], score: [0, 1] }],
      ["gsm8k@3", "exact_match.flexible-extract", { id: ["h0", "h1"], score: [1, 1] }],
      ["wikitext@2", "word_perplexity", { mean: 12.5 }],
    ]);
    expect(log.outcomes[0]).toMatchObject({
      harness: { name: "lm_eval", version: "0.4.9" },
      evaluatedAt: "2026-02-03T04:05:06.500Z",
    });
    expect(log.notes).toContain("arc_easy was run on 4 of its 100 samples.");
    expect(log.notes).toContain("all: made of other tasks, and not counted again.");
    expect(log.notes).toContain(
      "wikitext word_perplexity is not the mean of a number for each sample: what was stated is taken.",
    );
  });

  it("take the samples only where their mean is what was stated, documents in their order, the last row of each", async () => {
    const stated = { ...results, results: { arc_easy: { "acc,none": 0.75, "acc_norm,none": 0.9 } } };
    const log = await read(stated, files);
    expect(log.outcomes.map(({ samples, summary }) => samples ?? summary)).toEqual([
      { id: ["h0", "h1", "h0:2", "h3"], score: [1, 0, 1, 1] },
      { mean: 0.9, n: 4 },
    ]);
    expect(log.notes[0]).toMatch(/acc_norm have the mean 0.75, and 0.9 was stated/);
  });

  it("say which model it was, and what a rule may look at", async () => {
    const { says } = await read(results);
    expect(says).toMatchObject({
      task: null,
      model: "/ckpt/principles-3",
      modelPaths: ["/ckpt/principles-3"],
      tags: [],
    });
    expect(says.metadata).toMatchObject({ arm: "principles", dtype: "auto", "n-shot": 0, limit: 4 });
  });

  it("before version 0.4 have neither filters nor samples", async () => {
    const old = {
      results: { a: { acc: 0.5, acc_stderr: 0.1, "bits per byte": Number.NaN } },
      versions: { a: 1 },
      config: { model: "m", model_args: { x: 1 } },
    };
    const log = await read(old, {}, "old.json");
    expect(log.outcomes).toEqual([
      {
        eval: "a@1",
        metric: "acc",
        status: "complete",
        harness: { name: "lm_eval", version: "unknown" },
        summary: { mean: 0.5, standardError: 0.1, seOver: "samples" },
      },
    ]);
    expect(log.notes).toEqual([
      "1 of 1 tasks have no samples beside them: their means are taken (--log_samples keeps samples).",
    ]);
  });

  it.each([
    ["a line that is cut off", '{"doc_id": 0, "acc', "samples_arc_easy", 1],
    ["a line that is no sample", '{"doc_id": 0, "acc": 1}\n[1]', "samples_arc_easy", 2],
  ])("refuse %s, and say where", async (_, text, file, line) => {
    const fault = await read(results, { [`samples_arc_easy_${MOMENT}.jsonl`]: text }).catch(
      (error: unknown) => error,
    );
    expect(
      isHoldfastError(fault) && [fault.code, fault.place.file?.includes(file), fault.place.line],
    ).toEqual(["invalid-input", true, line]);
  });

  it("without any number are no log", async () => {
    expect((await read({ results: { a: { alias: "a" } }, versions: {} })).leftOut).toHaveLength(1);
    await expect(read({ results: [], versions: {} })).rejects.toHaveProperty("code", "invalid-input");
  });
});
