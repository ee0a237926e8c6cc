import { ComparisonAnswerSchema, SampleDifferenceAnswerSchema } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { testAblation } from "../testing/test-ablation.js";
import { testFinding } from "../testing/test-answers.js";
import { comparisonText } from "./comparison-text.js";
import { samplesText } from "./samples-text.js";

const FINGERPRINT = `sha256:${"0".repeat(64)}`;
const HEAD = { ablation: "advice@1", inputsFingerprint: FINGERPRINT, includesExcluded: false, warnings: [] };
const cells = (line: string) => line.split(/ {2,}/);
const options = {
  scale: "difference",
  target: undefined,
  columns: 100,
  bold: (text: string) => text,
} as const;

const side = (name: string, stage: string) => ({
  ...{ kind: "arm", name, arm: name, stage, step: null, address: `arm:${name}@${stage}` },
});
const row = {
  ...{ eval: "blackmail@1", metric: "score", condition: {}, judge: "rule", pairing: "none", qValue: 0.01 },
  ...{ steps: { a: [180, 200], b: [null] }, levels: { a: 0.21, b: 0.392 }, shownTarget: "prompt-general" },
};
const missing = {
  ...{ target: "prompt-general", scale: "difference", scope: "checkpoint", evidenceLevel: "point" },
  ...{
    clusters: null,
    warnings: [],
    status: "not-estimable",
    reason: "there is no outcome of `control` at `sft`",
  },
};
const comparison = ComparisonAnswerSchema.parse({
  ...{ ...HEAD, exploratory: true, a: side("difficult-advice", "rl"), b: side("control", "sft") },
  sentences: ["This is exploratory.", "one row", "another row"],
  rows: [
    { ...row, findings: [testFinding()] },
    { ...row, eval: "helpfulness@1", levels: { a: 0.5, b: null }, findings: [missing] },
  ],
});

describe("comparisonText", () => {
  const blocks = comparisonText(testAblation, comparison, options).split("\n\n");

  it("says first that it is exploratory, and which side is which", () => {
    expect(blocks.slice(0, 2)).toEqual([
      "This is exploratory.",
      "a is arm:difficult-advice@rl, b is arm:control@sft.",
    ]);
  });

  it("gives each row both levels and their difference, or that there is none", () => {
    expect(blocks[2]?.split("\n").map(cells)).toEqual([
      ["moment", "a", "b", "a - b", "interval", "runs", "p"],
      ["blackmail@1, held-out, lower is better"],
      ["", "rl 180-200 v sft", "21.0%", "39.2%", "-18.2", "[-24.2, -12.2]", "3 v 3", "<0.001"],
    ]);
    expect(blocks[3]).toContain("not estimable");
    expect(blocks.join("\n")).toContain("Not estimable\n     1x there is no outcome of `control` at `sft`");
    expect(blocks.join("\n")).toContain("few-clusters: 3 clusters only");
  });

  it("teaches what to do where nothing was scored", () => {
    const text = comparisonText(
      testAblation,
      { ...comparison, rows: [], sentences: ["Nothing there."] },
      options,
    );
    expect(text).toBe("Nothing there.\nRecord outcomes with `holdfast record FILE --ablation advice@1`.");
  });
});

const sample = (at: number, cluster: string) => ({
  ...{ sample: `p${at}`, cluster, means: { arm: 0.25, control: 0.75 }, difference: -0.5, shrunken: -0.4 },
  ...{ scores: { arm: 4, control: 1200 }, runs: [], epochs: [] },
});
const outcome = (uri: string | null) => ({
  ...{ side: "arm", outcomeId: "o", run: "advice/0/0", stage: "rl", step: null, harness: null },
  source: uri === null ? null : { uri },
});
const samples = SampleDifferenceAnswerSchema.parse({
  ...{ ...HEAD, sentences: ["Two prompts."], arm: "advice", control: "control", eval: "blackmail@1" },
  ...{ metric: "score", condition: {}, judge: "rule", stage: "rl", steps: [200], settings: [] },
  ...{ runs: { arm: 1, control: 1 }, prompts: 40, unmatched: 0, clustersDeclared: true, next: "more" },
  shrinkage: { towards: -0.5, betweenPrompts: 0.1, chance: "runs" },
  clusters: [
    {
      ...{ cluster: "family 1", prompts: 2, means: { arm: 0.25, control: 0.75 }, difference: -0.5 },
      ...{ above: 0, below: 2, level: 0 },
    },
  ],
  outcomes: [outcome("logs/a.eval"), outcome("logs/a.eval"), outcome(null)],
  samples: [sample(1, "family 1"), sample(2, "p2")],
});

describe("samplesText", () => {
  const text = samplesText(testAblation, samples, options);

  it("gives clusters, then prompts, with what is left after chance and how many scores there are", () => {
    const [sentence, clusters, prompts, more] = text.split("\n\n");
    expect(sentence).toBe("Two prompts.");
    expect(clusters?.split("\n").map((line) => cells(line.trim()))).toEqual([
      ["cluster", "prompts", "advice", "control", "difference", "same way"],
      ["family 1", "2", "25.0%", "75.0%", "-50.0", "2 of 2"],
    ]);
    expect(prompts?.split("\n").map((line) => cells(line.trim()))).toEqual([
      ["prompt", "cluster", "advice", "control", "difference", "after chance", "scores"],
      ["p1", "family 1", "25.0%", "75.0%", "-50.0", "-40.0", "4 v 1,200"],
      ["p2", "25.0%", "75.0%", "-50.0", "-40.0", "4 v 1,200"],
    ]);
    expect(more).toBe("40 prompts in all; --limit shows more of them.");
  });

  it("names each log once, and says nothing but the sentences where no prompt is compared", () => {
    expect(text.match(/logs\/a\.eval/g)).toHaveLength(1);
    expect(samplesText(testAblation, { ...samples, prompts: 0 }, options)).toBe("Two prompts.");
  });
});
