import { describe, expect, it } from "vitest";
import { outcomesOf, runKey } from "./outcome.js";
import { OutcomeLineSchema } from "./outcome-line.js";
import { parseWith } from "./parse.js";

const parse = (line: unknown) => parseWith(OutcomeLineSchema, line, "outcome");
const base = { arm: "control", seed: 1, stage: "sft", eval: "blackmail@1" };

describe("OutcomeLineSchema", () => {
  it("takes the four levels of evidence", () => {
    const lines = [
      {
        ...base,
        samples: {
          id: ["p1", "p1", "p2"],
          cluster: ["s1", "s1", "s2"],
          epoch: [0, 1, 0],
          score: [0, 1, null],
        },
      },
      { ...base, counts: { k: 22, n: 100 } },
      {
        arm: "control",
        stage: "dpo",
        eval: "articles@1",
        condition: { systemPrompt: "ai" },
        summary: { mean: 0.412, standardError: 0.01, seOver: "formats", units: 8 },
      },
      { ...base, point: 0.22 },
    ];
    expect(lines.map((line) => outcomesOf(parse(line)).map((outcome) => outcome.evidence.level))).toEqual([
      ["samples"],
      ["counts"],
      ["summary"],
      ["point"],
    ]);
  });

  it("makes one outcome a metric of several scores", () => {
    const outcomes = outcomesOf(
      parse({ ...base, samples: { id: ["p1", "p2"], scores: { harm: [0, 1], refusal: [1, null] } } }),
    );
    expect(outcomes.map((outcome) => outcome.metric)).toEqual(["harm", "refusal"]);
  });

  it("defaults to metric score, judge rule, condition {}, branch 0, and no seed stays unknown", () => {
    const [outcome] = outcomesOf(parse({ arm: "control", stage: "sft", eval: "blackmail@1", point: 0.2 }));
    expect(outcome).toMatchObject({
      metric: "score",
      judge: "rule",
      condition: {},
      run: { seed: null, branch: 0 },
      checkpoint: { step: null },
    });
  });

  it.each([
    ["k > n", { ...base, counts: { k: 5, n: 4 } }, "counts.k"],
    ["two levels", { ...base, counts: { k: 1, n: 4 }, point: 0.25 }, ""],
    ["no level", base, ""],
    [
      "a number that JSON reads as Infinity",
      JSON.parse('{"arm":"a","stage":"sft","eval":"e@1","point":1e400}'),
      "point",
    ],
    ["lists of different length", { ...base, samples: { id: ["a", "b"], score: [1] } }, "samples"],
    ["a negative seed", { ...base, seed: -1, point: 0 }, "seed"],
    ["an eval without version", { ...base, eval: "blackmail", point: 0 }, "eval"],
    ["an unknown key", { ...base, stp: 3, point: 0 }, ""],
  ])("refuses %s", (_what, line, key) => {
    expect(() => parse(line)).toThrowError(
      expect.objectContaining({ code: "invalid-input", place: key === "" ? {} : { key } }),
    );
  });
});

describe("runKey", () => {
  it("never takes an unknown seed for seed 0, and tells unnamed runs apart by the caller's id", () => {
    const run = { arm: "a", branch: 0, callerId: null };
    expect(runKey({ ...run, seed: 0 })).toBe("a/0/0");
    expect(runKey({ ...run, seed: null })).toBe("a/unknown/0");
    expect(runKey({ ...run, seed: null, callerId: "job-7" })).toBe("a/unknown:job-7/0");
  });
});
