import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { expectEstimated } from "../testing/matrices.js";
import { kenwardRoger } from "./kenward-roger.js";
import { fitReml } from "./reml.js";

/** Two arms of two runs on the same prompts, rows by run. */
function twoByTwo(y: readonly number[]) {
  const prompts = y.length / 4;
  const runs = Int32Array.from(y, (_, row) => Math.floor(row / prompts));
  return {
    x: new Matrix([...runs].map((run) => [1, run < 2 ? 0 : 1])),
    y: Float64Array.from(y),
    groups: [runs, Int32Array.from(y, (_, row) => row % prompts)],
  };
}

describe("kenwardRoger", () => {
  // pbkrtest 0.5.2; at 2 degrees of freedom its general form is 0/0, which rounding must not turn into a number.
  it.each([
    { y: [1, 1, 2, 0, 1, 1, 2, 0, 3, 1, 3, 2, 2, 2, 2, 0, 4, 2, 3, 3].map((k) => k / 5) },
    { y: [2, 2, 3, 3, 2, 1, 1, 2, 2, 2, 4, 3].map((k) => k / 5) },
    { y: [0, 2, 2, 0, 1, 1, 1, 2, 0, 0, 0, 1, 3, 1, 2, 0, 1, 0, 2, 1, 2, 3, 2, 2].map((k) => k / 4) },
  ])("gives the lead of two runs an arm exactly 2 degrees of freedom: $y", ({ y }) => {
    const model = twoByTwo(y);
    const found = expectEstimated(kenwardRoger(model, expectEstimated(fitReml(model))));
    expect(found.df[1]).toBeCloseTo(2, 9);
  });
});
