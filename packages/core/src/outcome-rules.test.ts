import { describe, expect, it } from "vitest";
import { outcomesOf } from "./outcome.js";
import { OutcomeLineSchema } from "./outcome-line.js";
import { checkOutcome } from "./outcome-rules.js";
import { defineAblation } from "./parse-ablation.js";
import { sampleAblation } from "./testing/sample-ablation.js";

const ablation = defineAblation(sampleAblation());
const base = { arm: "advice", seed: 1, stage: "sft", eval: "blackmail@1" };
const check = (line: object) => {
  for (const outcome of outcomesOf(OutcomeLineSchema.parse({ ...base, ...line })))
    checkOutcome(ablation, outcome);
};

describe("checkOutcome", () => {
  it("accepts what fits", () => {
    expect(() => check({ counts: { k: 0, n: 100 } })).not.toThrow();
    expect(() => check({ eval: "capability@1", summary: { mean: 61.5, standardError: 0.4 } })).not.toThrow();
    expect(() => check({ samples: { id: ["a", "a"], epoch: [0, 0], score: [1, 1] } })).not.toThrow();
  });

  it.each([
    ["an unknown arm", { arm: "advise", point: 0.1 }, "arm", "unknown-name"],
    ["an unknown stage", { stage: "dpo", point: 0.1 }, "stage", "unknown-name"],
    ["an unknown eval", { eval: "blackmail@2", point: 0.1 }, "eval", "unknown-name"],
    ["an unknown metric", { metric: "harm", point: 0.1 }, "metric", "unknown-name"],
    [
      "a score outside the scale",
      { samples: { id: ["a", "b"], score: [1, 2] } },
      "samples.score[1]",
      "invalid-input",
    ],
    [
      "a half on a binary scale",
      { samples: { id: ["a"], score: [0.5] } },
      "samples.score[0]",
      "invalid-input",
    ],
    ["counts on a graded scale", { eval: "capability@1", counts: { k: 1, n: 2 } }, "counts", "invalid-input"],
    ["a point outside the scale", { point: 22 }, "point", "invalid-input"],
    ["a mean outside the scale", { summary: { mean: -0.1 } }, "summary.mean", "invalid-input"],
    [
      "one sample and epoch with two scores",
      { samples: { id: ["a", "a"], epoch: [1, 1], score: [0, 1] } },
      "samples.score[1]",
      "invalid-input",
    ],
    [
      "null against a number",
      { samples: { id: ["a", "a"], score: [0, null] } },
      "samples.score[1]",
      "invalid-input",
    ],
    [
      "a sample in two clusters",
      { samples: { id: ["a", "a"], epoch: [0, 1], cluster: ["x", "y"], score: [0, 0] } },
      "samples.cluster[1]",
      "invalid-input",
    ],
  ])("refuses %s", (_what, line, key, code) => {
    expect(() => check(line)).toThrowError(
      expect.objectContaining({ code, place: { key }, remedy: expect.stringMatching(/\w/) }),
    );
  });
});
