import { describe, expect, it } from "vitest";
import { formulaOf, ModelDataSchema, numbersOf } from "./model-data.js";

describe("ModelDataSchema", () => {
  it("takes lists as columns, and leaves out rows with a gap in any of them", () => {
    const data = ModelDataSchema.parse({
      y: [1, null, 3],
      arm: ["a", "b", "c"],
      on: [true, false, true],
      level: 0.9,
    });
    expect(data.columns).toEqual({ y: [1, 3], arm: ["a", "c"], on: [true, true] });
    expect(data.settings).toEqual({ level: 0.9 });
  });
  it("reads a list of numbers and texts as labels", () => {
    expect(ModelDataSchema.parse({ suite: [1, "b"] }).columns).toEqual({ suite: ["1", "b"] });
  });
});

describe("formulaOf", () => {
  it("takes every other column as a covariate where there is no formula", () => {
    const data = ModelDataSchema.parse({ y: [1, 2], arm: [0, 1], cluster: [1, 2] });
    expect(formulaOf(data, "ybar", ["cluster"])).toMatchObject({ response: "y", terms: [["arm"]] });
  });
  it("prefers the case's own formula", () => {
    const data = ModelDataSchema.parse({ y: [1, 2], x: [0, 1], formula: "~ x" });
    expect(formulaOf(data, "y", [])).toMatchObject({ response: "y", terms: [["x"]] });
    expect(() => numbersOf(data, "z")).toThrow("no column z");
  });
});
