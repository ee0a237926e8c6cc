import { RecipeSchema, recipeFingerprint } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "../analyse.js";
import { samplesOf, studyAblation, studyEvidence } from "../testing/study.js";

const recipe = (settings: Readonly<Record<string, number>>) => ({ settings });
const scores = samplesOf([1, 0, 1, 0, 1], 2);

function checks(control: unknown, advice: unknown, recorded: string | null = null) {
  const ablation = studyAblation({
    arms: [
      { name: "control", recipes: control === null ? {} : { sft: RecipeSchema.parse(control) } },
      { name: "advice", recipes: advice === null ? {} : { sft: RecipeSchema.parse(advice) } },
    ],
    stages: [{ name: "sft" }],
  });
  const entries = ["control", "advice"].map(
    (arm) => [{ arm, stage: "sft", recipe: recorded }, scores] as const,
  );
  return analyse(ablation, studyEvidence(entries, 5)).recipeChecks;
}

describe("recipeChecks", () => {
  it("finds arms matched, differing with the settings, or unknown with who is silent", () => {
    expect(checks(recipe({ lr: 1 }), recipe({ lr: 1 }))).toMatchObject([
      { status: "matched", differences: [] },
    ]);
    expect(checks(recipe({ lr: 1 }), recipe({ lr: 2 }))).toMatchObject([
      {
        arm: "advice",
        stage: "sft",
        status: "differs",
        differences: [{ setting: "settings.lr", control: "1", arm: "2" }],
      },
    ]);
    const [unknown] = checks(recipe({ lr: 1 }), null);
    expect(unknown).toMatchObject({ status: "unknown" });
    expect(unknown?.reason).toContain("`advice`");
  });
  it("holds what was recorded against what was declared", () => {
    const declared = recipe({ lr: 1 });
    expect(checks(declared, declared, recipeFingerprint(RecipeSchema.parse(declared)))).toMatchObject([
      { status: "matched" },
    ]);
    expect(checks(declared, declared, "sha256:other")).toMatchObject([
      { status: "differs", differences: [] },
    ]);
  });
});
