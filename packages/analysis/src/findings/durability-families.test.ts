import { describe, expect, it } from "vitest";
import { analyse } from "../analyse.js";
import { countsOf, studyAblation, studyEvidence } from "../testing/study.js";

const SCORES = 60;

function verdictOf(registered: readonly string[]) {
  const events = { control: [30, 33, 28, 32], advice: [24, 29, 22, 27], single: [3] };
  const ablation = studyAblation({
    arms: Object.keys(events).map((name) => ({ name })),
    plan: {
      families: [
        {
          name: "leads",
          question: "lead",
          members: registered.map((arm) => ({ arm, eval: "blackmail@1", stage: "sft" })),
        },
      ],
    },
  });
  const entries = Object.entries(events).flatMap(([arm, counts]) =>
    counts.flatMap((count, seed) =>
      ["sft", "rl"].map((stage) => [{ arm, seed, stage }, countsOf(count, SCORES)] as const),
    ),
  );
  const { durability } = analyse(ablation, studyEvidence(entries, SCORES));
  return durability.find(({ arm }) => arm === "advice")?.verdict;
}

describe("the lead that a retention needs", () => {
  it("stands by the runs of its arm where it is registered alone", () => {
    expect(verdictOf(["advice"])?.word).toBe("retained");
  });

  it("gets no help from an arm with one run, which counts as p = 1 in the family", () => {
    expect(verdictOf(["advice", "single"])).toMatchObject({
      word: "inconclusive",
      flags: ["no-lead-to-retain"],
    });
  });
});
