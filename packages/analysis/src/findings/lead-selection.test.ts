import type { AblationInput } from "@holdfast/core";
import { describe, expect, it } from "vitest";
import { analyse } from "../analyse.js";
import { countsOf, type Place, studyAblation, studyEvidence } from "../testing/study.js";

const RATES = { a: 0.5, b: 0.45, c: 0.4, d: 0.3 } as const;

function selections(
  change: Partial<AblationInput> = {},
  arms: readonly (keyof typeof RATES)[] = ["a", "b", "c", "d"],
) {
  const ablation = studyAblation({
    arms: [{ name: "control" }, ...arms.map((name) => ({ name }))],
    ...change,
  });
  const entries = ["control", ...arms].flatMap((arm, place) =>
    [0, 1, 2].flatMap((seed) =>
      ["sft", "rl"].map((stage) => {
        const own = arms[place - 1];
        const rate = own === undefined ? 0.7 : RATES[own];
        const at: Place = { arm, seed, stage };
        return [at, countsOf(Math.round(400 * rate) + 9 * ((seed + place) % 3), 400)] as const;
      }),
    ),
  );
  return new Map(
    analyse(ablation, studyEvidence(entries, 0)).durability.map((one) => [one.arm, one] as const),
  );
}

const only = (arm: string): Partial<AblationInput> => ({
  plan: {
    families: [
      { name: "lead", question: "lead", members: [{ arm, eval: "blackmail@1", stage: "sft" }] },
      { name: "kept", question: "retention", members: [{ arm, eval: "blackmail@1", from: "sft", to: "rl" }] },
    ],
  },
});

describe("leadSelection", () => {
  it("marks the arm with the largest lead, and draws that lead towards the others", () => {
    const found = selections();
    const best = found.get("d");
    expect(best?.selection).toMatchObject({ arms: 4, reason: null });
    expect(best?.warnings.map(({ code }) => code)).toContain("winners-curse");
    const shrunken = best?.selection?.shrunkenLead ?? 0;
    expect(shrunken).toBeGreaterThan(-0.4);
    expect(shrunken).toBeLessThan(-0.3);
    expect(found.get("a")?.selection).toBeNull();
  });

  it("does not mark an arm that was registered alone", () => {
    expect(selections(only("d")).get("d")?.selection).toBeNull();
    expect(selections(only("a")).get("d")?.selection).toBeNull();
  });

  it("needs three arms to pick from, and four to draw towards", () => {
    expect(selections({}, ["a", "d"]).get("d")?.selection).toBeNull();
    expect(selections({}, ["a", "b", "d"]).get("d")?.selection).toMatchObject({
      arms: 3,
      shrunkenLead: null,
      reason: expect.stringContaining("too few"),
    });
  });
});
