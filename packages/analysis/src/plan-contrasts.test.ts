import { describe, expect, it } from "vitest";
import { planContrasts } from "./plan-contrasts.js";
import { studyAblation } from "./testing/study.js";

describe("planContrasts", () => {
  it("asks for every arm with a control, on every metric, at every stage that is not shared", () => {
    const plan = planContrasts(
      studyAblation({
        arms: [{ name: "control" }, { name: "a" }, { name: "b", control: "a" }],
        stages: [{ name: "base", shared: true }, { name: "sft" }, { name: "rl" }],
      }),
    );
    expect(plan.leads.map(({ arm, control, stage }) => [arm, control, stage])).toEqual([
      ["a", "control", "sft"],
      ["a", "control", "rl"],
      ["b", "a", "sft"],
      ["b", "a", "rl"],
    ]);
    expect(plan.retentions.map(({ arm, pair }) => [arm, pair.from, pair.to])).toEqual([
      ["a", "sft", "rl"],
      ["b", "sft", "rl"],
    ]);
    expect(plan.withoutControl).toEqual([]);
  });
  it("takes the pairs of the plan, and those that only a family names", () => {
    const plan = planContrasts(
      studyAblation({
        stages: [{ name: "sft" }, { name: "dpo" }, { name: "rl" }],
        plan: {
          durability: [{ from: "sft", to: "rl" }],
          families: [
            {
              name: "kept",
              question: "retention",
              members: [{ arm: "advice", eval: "blackmail@1", from: "sft", to: "dpo" }],
            },
          ],
        },
      }),
    );
    expect(plan.retentions.map(({ pair }) => pair)).toEqual([
      { from: "sft", to: "rl" },
      { from: "sft", to: "dpo" },
    ]);
  });
  it("asks for no lead where nothing was varied", () => {
    const plan = planContrasts(studyAblation({ design: "observational", control: null }));
    expect(plan).toMatchObject({ leads: [], retentions: [], withoutControl: ["control", "advice"] });
  });
});
