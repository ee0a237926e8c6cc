import { fullFactorial, ingredient } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { designOf } from "./design-of.js";
import { tokenConfounding } from "./token-confounding.js";

const factors = [ingredient("a"), ingredient("b")];
const arms = fullFactorial(factors);
const design = designOf(factors, arms, "control");
const at = (tokens: readonly (number | "unknown")[]) =>
  tokenConfounding(
    design,
    arms.map(({ name }, index) => ({ arm: name, tokens: tokens[index] ?? "unknown" })),
  );

describe("tokenConfounding", () => {
  it("finds nothing to tell apart where tokens are equal", () => {
    expect(at([5, 5, 5, 5]).status).toBe("matched");
  });

  it("finds a factor that is the amount", () => {
    expect(at([10, 1000, 10, 1000])).toMatchObject({
      status: "confounded",
      reason: "`a` cannot be told from the amount of tokens",
      factors: [
        { factor: "a", aliased: true, inflation: null },
        { factor: "b", aliased: false },
      ],
    });
  });

  it("gives the inflation of each factor: 1 / (1 - R^2)", () => {
    // log tokens are 0, 1, 1, 0 times a constant: orthogonal to both factors.
    const found = at([0, 9, 9, 0]);
    expect(found.status).toBe("told-apart");
    for (const { inflation } of found.factors) expect(inflation).toBeCloseTo(1, 10);
    // log tokens 0, 1, 1, 2 times a constant are the sum of both factors.
    expect(at([0, 9, 9, 99]).factors.every(({ aliased }) => aliased)).toBe(true);
  });

  it("names the arms whose tokens nobody counted", () => {
    expect(at([1, "unknown", 2, "unknown"]).reason).toBe("tokens of `a` and `a+b` are unknown");
  });
});
