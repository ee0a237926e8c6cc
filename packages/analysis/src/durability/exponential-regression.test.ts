import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { exponentialRegression } from "./exponential-regression.js";
import { stageMixedModel } from "./stage-mixed-model.js";

describe("exponentialRegression", () => {
  it("does not depend on the order of the values", () => {
    const t = Float64Array.of(0, 50, 100, 200, 400, 800);
    const y = Float64Array.of(0.212, 0.191, 0.16, 0.133, 0.081, 0.034);
    const there = expectEstimated(exponentialRegression(t, y, { plateau: true }));
    const back = expectEstimated(
      exponentialRegression(t.slice().reverse(), y.slice().reverse(), { plateau: true }),
    );
    expect(back.rate).toBeCloseTo(there.rate, 12);
    expect(back.sigma).toBeCloseTo(there.sigma, 12);
  });
  it("needs as many distinct times as parameters, and a curve that is none of its own limits", () => {
    const t = Float64Array.of(1, 1, 2);
    expect(exponentialRegression(t, t, { plateau: true })).toMatchObject({ status: "not-estimable" });
    const line = Float64Array.of(0, 1, 2, 3, 4);
    expect(
      exponentialRegression(
        line,
        line.map((x) => 1 - x / 10),
        { plateau: true },
      ),
    ).toMatchObject({
      status: "not-estimable",
    });
  });
  it("has no covariance without a degree of freedom", () => {
    const found = expectEstimated(
      exponentialRegression(Float64Array.of(0, 1), Float64Array.of(1, 0.5), { plateau: false }),
    );
    expect(found.rate).toBeCloseTo(Math.LN2, 9);
    expect(found.covariance).toBeNull();
    expect(found.profile(0.95)).toEqual({ lower: null, upper: null });
  });
});

describe("stageMixedModel", () => {
  it("has no answer where a cell is empty", () => {
    const row = (run: string, arm: 0 | 1, post: 0 | 1, value: number) => ({ run, arm, post, value });
    expect(
      stageMixedModel([row("a", 0, 0, 0.1), row("a", 0, 1, 0.2), row("b", 1, 0, 0.3), row("c", 1, 0, 0.4)]),
    ).toMatchObject({ status: "not-estimable" });
  });
});
