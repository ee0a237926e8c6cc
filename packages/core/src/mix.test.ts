import { describe, expect, it } from "vitest";
import { EvalSchema, evalFingerprint, relationTo } from "./eval.js";
import { MixSchema, tokensOf } from "./mix.js";
import { RecipeSchema, recipeFingerprint } from "./recipe.js";
import { isReinforcement } from "./stage.js";

describe("tokensOf", () => {
  it("counts epochs, and is unknown as soon as one component is", () => {
    const known = { dataset: "a", kind: "demonstrations", tokens: 3e6, epochs: 2 };
    expect(tokensOf(MixSchema.parse({ components: [known, { ...known, dataset: "b", epochs: 1 }] }))).toBe(
      9e6,
    );
    expect(tokensOf(MixSchema.parse({ components: [known, { dataset: "c", kind: "stories" }] }))).toBe(
      "unknown",
    );
  });
});

describe("recipeFingerprint", () => {
  it("ignores the name and nothing else", () => {
    const recipe = RecipeSchema.parse({
      name: "x",
      settings: { learningRate: 1e-5 },
      lossMasking: "assistant-only",
    });
    expect(recipeFingerprint({ ...recipe, name: "y" })).toBe(recipeFingerprint(recipe));
    expect(recipeFingerprint({ ...recipe, lossMasking: "none" })).not.toBe(recipeFingerprint(recipe));
  });
});

describe("evalFingerprint", () => {
  const value = EvalSchema.parse({
    id: "e@1",
    role: "target",
    relation: { advice: "near" },
    metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
  });
  it("matches an eval across ablations, whatever its role there", () => {
    expect(evalFingerprint({ ...value, role: "held-out" })).toBe(evalFingerprint(value));
    expect(evalFingerprint({ ...value, id: "e@2" })).not.toBe(evalFingerprint(value));
  });
  it("gives the relation an arm declared, else unknown", () => {
    expect([relationTo(value, "advice"), relationTo(value, "control")]).toEqual(["near", "unknown"]);
  });
});

describe("isReinforcement", () => {
  it.each([
    ["rl", true],
    ["RL-2", true],
    ["dpo", true],
    ["grpo", true],
    ["sft", false],
    ["rlt", false],
  ])("%s: %s", (name, expected) => {
    expect(isReinforcement({ name })).toBe(expected);
  });
});
