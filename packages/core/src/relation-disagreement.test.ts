import { describe, expect, it } from "vitest";
import { ablationFingerprint } from "./ablation.js";
import type { Eval } from "./eval.js";
import { defineAblation } from "./parse-ablation.js";
import { relationDisagreements } from "./relation-disagreement.js";
import { sampleAblation } from "./testing/sample-ablation.js";

function measured(relation: Eval["relation"], of: Eval["measuredRelation"]) {
  const plain = defineAblation(sampleAblation());
  const [target, ...others] = plain.evals;
  if (target === undefined) throw new RangeError("the sample has evals");
  return defineAblation({ ...plain, evals: [{ ...target, relation, measuredRelation: of }, ...others] });
}

const NEAR = { relation: "near", dataset: "advice-chats", because: "3 of 100 prompts are taken." } as const;

describe("a measured relation", () => {
  it("is told beside the declared one where the two differ", () => {
    const ablation = measured("out-of-distribution", { advice: NEAR });
    expect(relationDisagreements(ablation)).toEqual([
      { arm: "advice", eval: "blackmail@1", declared: "out-of-distribution", ...NEAR },
    ]);
  });

  it("is no disagreement where both say the same, or one of them nothing", () => {
    expect(relationDisagreements(measured("near", { advice: NEAR }))).toEqual([]);
    expect(relationDisagreements(measured({ demonstrations: "near" }, { advice: NEAR }))).toEqual([]);
    const unknown = { ...NEAR, relation: "unknown" } as const;
    expect(relationDisagreements(measured("in-distribution", { advice: unknown }))).toEqual([]);
  });

  it("leaves the fingerprint of documents without one as it was, and changes it where it is added", () => {
    const plain = defineAblation(sampleAblation());
    expect(JSON.stringify(plain)).not.toContain("measuredRelation");
    expect(ablationFingerprint(measured("in-distribution", undefined))).toBe(ablationFingerprint(plain));
    expect(ablationFingerprint(measured("in-distribution", { advice: NEAR }))).not.toBe(
      ablationFingerprint(plain),
    );
  });

  it("is refused for an arm that is not there, naming the key", () => {
    expect(() => measured("near", { nobody: NEAR })).toThrow(
      expect.objectContaining({ code: "unknown-name", place: { key: "evals[0].measuredRelation.nobody" } }),
    );
  });
});
