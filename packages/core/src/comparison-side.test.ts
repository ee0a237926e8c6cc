import { describe, expect, it } from "vitest";
import { formatComparisonSide, parseComparisonSide } from "./comparison-side.js";

describe("parseComparisonSide", () => {
  it.each([
    ["arm:principles@sft", { kind: "arm", name: "principles", stage: "sft", step: null }],
    ["arm:principles@rl:200", { kind: "arm", name: "principles", stage: "rl", step: 200 }],
    ["run:principles/0/0@rl:end", { kind: "run", name: "principles/0/0", stage: "rl", step: "end" }],
    ["arm:principles", { kind: "arm", name: "principles", stage: null, step: null }],
    ["run:a/unknown:job@7:3/0@rl:5", { kind: "run", name: "a/unknown:job@7:3/0", stage: "rl", step: 5 }],
  ])("reads %s, and writes it again", (text, side) => {
    expect(parseComparisonSide(text, "a")).toEqual(side);
    expect(formatComparisonSide(parseComparisonSide(text, "a"))).toBe(text);
  });

  it("takes a name with a slash for a run, and one without for an arm", () => {
    expect(parseComparisonSide("principles/0/0@sft", "a")).toMatchObject({ kind: "run" });
    expect(parseComparisonSide("a+b@sft", "a")).toMatchObject({ kind: "arm", name: "a+b" });
  });

  it.each([
    "",
    "arm:",
    "arm:two words",
    "arm:a@",
    "arm:a@sft:",
    "arm:a@sft:-1",
    "run:principles",
    "arm:a/b/c",
    "@sft",
  ])("refuses %s, and says the form", (text) => {
    expect(() => parseComparisonSide(text, "b")).toThrowError(
      expect.objectContaining({ code: "invalid-input", place: { key: "b" } }),
    );
  });
});
