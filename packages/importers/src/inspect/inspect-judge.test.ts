import { describe, expect, it } from "vitest";
import { inspectJudge } from "./inspect-judge.js";

describe("the judge", () => {
  const spec = { task: "t", task_version: 0, model: "m/one" };
  const grader = { model: "m/grader" };
  it.each([
    ["match", { model_roles: { grader } }, undefined],
    ["lab/includes", { model_roles: { grader } }, undefined],
    ["harm", { model_roles: { grader } }, "m/grader"],
    ["harm", { model_roles: { judge: grader } }, "m/grader"],
    ["harm", { model_roles: { judge: { model: "m/judge" }, grader } }, "m/grader"],
    [
      "harm",
      {
        model_roles: { judge: { model: "m/judge" }, grader },
        scorers: [{ name: "harm", options: { model_role: "judge" } }],
      },
      "m/judge",
    ],
    ["harm", { model_roles: { grader: [grader, { model: "m/b" }] } }, "m/grader+m/b"],
    ["harm", {}, undefined],
    ["model_graded_qa", {}, "m/one"],
    ["model_graded_qa", { scorers: [{ name: "model_graded_qa", options: { model: "m/other" } }] }, "m/other"],
  ])("of %s, %j", (scorer, more, judge) => expect(inspectJudge({ ...spec, ...more }, scorer)).toBe(judge));

  it("carries the fingerprint of its prompt where the log states it, and differs where the prompt does", () => {
    const judge = (options: Record<string, unknown>) =>
      inspectJudge({ ...spec, model_roles: { grader }, scorers: [{ name: "harm", options }] }, "harm");
    const first = judge({ template: "Grade {answer}.", instructions: "Say C or I." });
    expect(first).toEqual({ model: "m/grader", promptSha: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
    expect(judge({ template: "Grade {answer}.", instructions: "Say C or I." })).toEqual(first);
    expect(judge({ template: "Grade {answer}!", instructions: "Say C or I." })).not.toEqual(first);
    expect(judge({ template: "Grade {answer}.Say C or I." })).not.toEqual(first);
    expect(judge({ template: null, partial_credit: true })).toBe("m/grader");
  });

  it("of scorers that have one name is told apart by the number that Inspect puts behind the later ones", () => {
    const scorers = ["one", "two"].map((model) => ({
      name: "model_graded_qa",
      options: { model: `m/${model}` },
    }));
    expect(
      ["model_graded_qa", "model_graded_qa1"].map((name) => inspectJudge({ ...spec, scorers }, name)),
    ).toEqual(["m/one", "m/two"]);
  });

  it("is a digest where a panel is too long to be named", () => {
    const panel = Array.from({ length: 40 }, (_, at) => ({ model: `provider/grader-${at}` }));
    expect(inspectJudge({ ...spec, model_roles: { grader: panel } }, "harm")).toMatch(
      /^40 models sha256:[0-9a-f]{64}$/,
    );
  });
});
