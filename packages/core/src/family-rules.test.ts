import { describe, expect, it } from "vitest";
import { type AblationInput, ablationFingerprint } from "./ablation.js";
import { defineAblation } from "./parse-ablation.js";
import { sampleAblation } from "./testing/sample-ablation.js";

type Families = NonNullable<NonNullable<AblationInput["plan"]>["families"]>;

const lead = { arm: "advice", eval: "blackmail@1", stage: "sft" };

function withFamilies(families: Families, pooledVariance = false) {
  return () => defineAblation(sampleAblation({ plan: { families, pooledVariance } }));
}

describe("families", () => {
  it("take Dunnett only with the pooled variance, and over arms alone", () => {
    const dunnett: Families = [{ name: "leads", question: "lead", method: "dunnett", members: [lead] }];
    expect(withFamilies(dunnett)).toThrow("rests on one variance");
    expect(withFamilies(dunnett, true)).not.toThrow();
    const mixed: Families = [
      { name: "leads", question: "lead", method: "dunnett", members: [lead, { ...lead, stage: "rl" }] },
    ];
    expect(withFamilies(mixed, true)).toThrow("differ in more than the arm");
  });

  it("wait for an earlier family only, and leads never for retentions", () => {
    const first = { name: "first", question: "lead" as const, members: [lead] };
    const second = { name: "second", question: "lead" as const, members: [{ ...lead, stage: "rl" }] };
    const kept = {
      name: "kept",
      question: "retention" as const,
      members: [{ arm: "advice", eval: "blackmail@1", from: "sft", to: "rl" }],
    };
    expect(withFamilies([first, { ...second, after: "first" }])).not.toThrow();
    expect(withFamilies([first, { ...kept, after: "first" }])).not.toThrow();
    expect(withFamilies([{ ...first, after: "second" }, second])).toThrow("no family before it");
    expect(withFamilies([kept, { ...second, after: "kept" }])).toThrow("waits for retentions");
  });

  it("keep their fingerprint where neither is used", () => {
    const plain = withFamilies([{ name: "leads", question: "lead", members: [lead] }])();
    expect(JSON.stringify(plain.plan.families)).not.toContain("after");
    expect(ablationFingerprint(plain)).toBe(
      ablationFingerprint(
        withFamilies([{ name: "leads", question: "lead", method: "holm", members: [lead] }])(),
      ),
    );
  });
});
