import { describe, expect, it } from "vitest";
import { RecipeSchema } from "./recipe.js";
import { recipeDifferences } from "./recipe-check.js";

const recipe = (value: unknown) => RecipeSchema.parse(value);

describe("recipeDifferences", () => {
  it("names each setting with the control's value and the arm's", () => {
    const control = recipe({ name: "a", settings: { lr: 1e-4, steps: 100 }, optimiser: "adam" });
    const arm = recipe({ name: "b", settings: { lr: 2e-4, steps: 100, warmup: [1, 2] } });
    expect(recipeDifferences(control, arm)).toEqual([
      { setting: "optimiser", control: '"adam"', arm: null },
      { setting: "settings.lr", control: "0.0001", arm: "0.0002" },
      { setting: "settings.warmup", control: null, arm: "[1,2]" },
    ]);
  });
  it("finds none between equal recipes of other names", () => {
    const one = recipe({ name: "a", settings: { lr: 1 } });
    expect(recipeDifferences(one, recipe({ name: "b", settings: { lr: 1 } }))).toEqual([]);
  });
});
