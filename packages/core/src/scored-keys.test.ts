import { describe, expect, it } from "vitest";
import { bindingTags, isBindingTag } from "./binding-tags.js";
import { EvalSchema } from "./eval.js";
import { scoredKeys } from "./scored-keys.js";

const metric = (name: string) => ({ name, direction: "lower-is-better", scale: { kind: "binary" } });
const evaluation = (id: string, ...metrics: readonly string[]) =>
  EvalSchema.parse({ id, role: "target", metrics: metrics.map(metric) });

function named(evals: readonly ReturnType<typeof evaluation>[], tagged: Record<string, string> = {}) {
  const { keys, unclear } = scoredKeys({ evals: [...evals] }, tagged);
  const say = (key: string) => {
    const found = keys.get(key);
    if (found !== undefined) return `${found.eval}/${found.metric}${found.part === "samples" ? " n" : ""}`;
    return unclear.has(key) ? "unclear" : "none";
  };
  return { keys, unclear, say };
}

describe("scoredKeys", () => {
  const { say } = named([evaluation("blackmail@1", "score", "refused")]);

  it.each([
    ["blackmail", "blackmail@1/score"],
    ["blackmail@1", "blackmail@1/score"],
    ["blackmail/refused", "blackmail@1/refused"],
    ["blackmail@1/score", "blackmail@1/score"],
    ["eval/blackmail", "blackmail@1/score"],
    ["eval_blackmail", "blackmail@1/score"],
    ["eval_blackmail_refused", "blackmail@1/refused"],
    ["eval/blackmail@1/refused", "blackmail@1/refused"],
    ["blackmail/n", "blackmail@1/score n"],
    ["eval_blackmail_refused/n", "blackmail@1/refused n"],
    ["blackmail_score", "none"],
    ["blackmail@2", "none"],
    ["train/blackmail", "none"],
    ["Blackmail", "none"],
    ["eval_loss", "none"],
    ["blackmail/n/n", "none"],
  ])("%s names %s", (key, expected) => {
    expect(say(key)).toBe(expected);
  });

  it("counts no key that could be several, until a tag says which", () => {
    const evals = [evaluation("a@1", "score"), evaluation("a@2", "score")];
    expect(named(evals).unclear.get("a")).toEqual(["a@1/score", "a@2/score"]);
    expect(named(evals).say("a@2")).toBe("a@2/score");
    expect(named(evals, { a: "a@2" }).say("a")).toBe("a@2/score");
    expect(named(evals).say("a/n")).toBe("none");
  });

  it("reads a whole key before a prefix, a metric before a number of samples", () => {
    const both = named([evaluation("x@1", "score", "n"), evaluation("eval_x@1", "score")]);
    expect(["x", "eval_x", "eval/x", "x/n"].map(both.say)).toEqual([
      "x@1/score",
      "eval_x@1/score",
      "x@1/score",
      "x@1/n",
    ]);
    const joined = named([evaluation("a@1", "b_c"), evaluation("a_b@1", "c")]);
    expect(joined.say("eval_a_b_c")).toBe("unclear");
  });

  it("takes what a tag says, also that a key names none", () => {
    const evals = [evaluation("a@1", "score", "other")];
    const tagged = named(evals, { harm: "a/other", a: "none" });
    expect(["harm", "harm/n", "a", "a@1"].map(tagged.say)).toEqual([
      "a@1/other",
      "a@1/other n",
      "none",
      "a@1/score",
    ]);
    expect(() => scoredKeys({ evals }, { harm: "b" })).toThrow("no eval `b`");
  });
});

describe("bindingTags", () => {
  it("reads evals, judge and condition from tags and from the one JSON, the tags first", () => {
    const whole = { eval: { loss: "a", harm: "b" }, judge: "gpt", condition: { goal: "x" } };
    expect(
      bindingTags([
        { key: "holdfast", value: JSON.stringify(whole) },
        { key: "holdfast.eval.harm", value: "c@2" },
        { key: "holdfast.condition", value: "{'threat': True, 'named': 'True, or None'}" },
        { key: "holdfast.note.metrics", value: "written by Holdfast" },
        { key: "other", value: "x" },
      ]),
    ).toEqual({
      judge: "gpt",
      condition: { threat: true, named: "True, or None" },
      evals: { loss: "a", harm: "c@2" },
    });
    expect(["holdfast", "holdfast.arm", "holdfast.note.files", "holdfasts"].map(isBindingTag)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("refuses what is no tag of ours, and a condition that is too long to be part of a key", () => {
    expect(() => bindingTags([{ key: "holdfast.armm", value: "x" }])).toThrow("not a tag that binds");
    const long = JSON.stringify({ a: "x".repeat(499), b: "x".repeat(499), c: "x" });
    expect(() => bindingTags([{ key: "holdfast.condition", value: long }])).toThrow("at most 1000 bytes");
  });
});
