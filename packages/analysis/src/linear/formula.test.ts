import { describe, expect, it } from "vitest";
import { parseFormula } from "./formula.js";

describe("parseFormula", () => {
  it.each([
    ["y ~ x", "y", true, [["x"]], []],
    ["~ f1*f2", "", true, [["f1"], ["f2"], ["f1", "f2"]], []],
    ["y ~ a:b + a", "y", true, [["a"], ["a", "b"]], []],
    ["y ~ 0 + a", "y", false, [["a"]], []],
    ["y ~ a - 1", "y", false, [["a"]], []],
    ["y ~ 1", "y", true, [], []],
    ["~ (a + b + c)^2 - a:c", "", true, [["a"], ["b"], ["c"], ["a", "b"], ["b", "c"]], []],
    ["~ a*b*c - a:b:c", "", true, [["a"], ["b"], ["c"], ["a", "b"], ["a", "c"], ["b", "c"]], []],
    ["~ a + a + b:a + a:b", "", true, [["a"], ["b", "a"]], []],
    ["cbind(k, n - k) ~ arm + (1|run)", "cbind(k,n-k)", true, [["arm"]], [["run"]]],
    ["y ~ arm + (1 | run) + (1 | arm:prompt)", "y", true, [["arm"]], [["run"], ["arm", "prompt"]]],
    ["y ~ (1|run/prompt)", "y", true, [], [["run"], ["run", "prompt"]]],
    ["y ~ factor(x) + z", "y", true, [["factor(x)"], ["z"]], []],
  ])("reads %s", (text, response, hasIntercept, terms, randomIntercepts) => {
    expect(parseFormula(text)).toEqual({ response, hasIntercept, terms, randomIntercepts });
  });
  it("refuses random slopes by name", () => {
    expect(() => parseFormula("y ~ (x|run)")).toThrow(/random slopes/);
  });
});
