import { describe, expect, it } from "vitest";
import { ablationFingerprint, ablationIdentity, controlOf } from "./ablation.js";
import { defineAblation, parseAblation } from "./parse-ablation.js";
import { sampleAblation } from "./testing/sample-ablation.js";

describe("defineAblation", () => {
  it("fills in the plan and writes out the default families, so that their size is fixed", () => {
    const ablation = defineAblation(sampleAblation());
    expect(ablationIdentity(ablation)).toBe("advice@1");
    expect(ablation.plan).toMatchObject({
      alpha: 0.05,
      target: "prompt-general",
      retention: { lower: 0.5, upper: 0.8 },
    });
    const [leads, retentions] = ablation.plan.families;
    expect(leads).toMatchObject({ name: "leads", question: "lead", method: "holm" });
    expect(leads?.members).toEqual([
      { arm: "demonstrations", eval: "blackmail@1", stage: "sft" },
      { arm: "demonstrations", eval: "blackmail@1", stage: "rl" },
      { arm: "advice", eval: "blackmail@1", stage: "sft" },
      { arm: "advice", eval: "blackmail@1", stage: "rl" },
    ]);
    expect(retentions?.members).toEqual([
      { arm: "demonstrations", eval: "blackmail@1", from: "sft", to: "rl" },
      { arm: "advice", eval: "blackmail@1", from: "sft", to: "rl" },
    ]);
  });

  it("is a fixed point: parsing what it made changes nothing, fingerprint included", () => {
    const ablation = defineAblation(sampleAblation());
    const again = parseAblation(JSON.parse(JSON.stringify(ablation)));
    expect(again).toEqual(ablation);
    expect(ablationFingerprint(again)).toBe(ablationFingerprint(ablation));
  });

  it("knows an arm's own control before the ablation's", () => {
    const input = sampleAblation();
    const [control, demonstrations, advice] = input.arms;
    if (control === undefined || demonstrations === undefined || advice === undefined)
      throw new Error("three arms");
    const ablation = defineAblation({
      ...input,
      arms: [control, demonstrations, { ...advice, control: "demonstrations" }],
    });
    expect(controlOf(ablation, "advice")).toBe("demonstrations");
    expect(controlOf(ablation, "demonstrations")).toBe("control");
    expect(controlOf(ablation, "control")).toBeNull();
  });

  const arm = (name: string, data: string) => ({ name, levels: { data } });
  it.each([
    [
      "an arm named twice",
      { arms: [arm("control", "none"), arm("advice", "advice"), arm("advice", "demonstrations")] },
      "arms[2].name",
      /named twice/,
    ],
    [
      "two arms of the same levels",
      { arms: [arm("control", "none"), arm("a", "advice"), arm("b", "advice")] },
      "arms[2].levels",
      /same levels/,
    ],
    ["a control that does not exist", { control: "nobody" }, "control", /no arm `nobody`/],
    ["an intervention without a control", { control: null }, "control", /needs a control/],
    [
      "a level the factor has not",
      { arms: [arm("control", "none"), arm("x", "stories")] },
      "arms[1].levels.data",
      /no level stories/,
    ],
    [
      "an arm that leaves a factor out",
      { arms: [arm("control", "none"), { name: "x" }] },
      "arms[1].levels",
      /does not say its level/,
    ],
    ["r_lo above 1", { plan: { retention: { lower: 1.2 } } }, "plan.retention.lower", /share of the lead/],
    ["r_lo of 0", { plan: { retention: { lower: 0 } } }, "plan.retention.lower", /share of the lead/],
    [
      "r_lo above r_hi",
      { plan: { retention: { lower: 0.9, upper: 0.6 } } },
      "plan.retention",
      /must not exceed/,
    ],
    [
      "stages out of order",
      { plan: { durability: [{ from: "rl", to: "sft" }] } },
      "plan.durability[0]",
      /does not come before/,
    ],
    [
      "a stage nobody knows",
      { plan: { durability: [{ from: "sft", to: "dpo" }] } },
      "plan.durability[0].to",
      /no stage `dpo`/,
    ],
    ["a key nobody knows", { hypotheses: "x" }, "", /Unrecognized key/],
    [
      "a comparison of the control with itself",
      {
        plan: {
          families: [
            {
              name: "f",
              question: "lead" as const,
              members: [{ arm: "control", eval: "blackmail@1", stage: "sft" }],
            },
          ],
        },
      },
      "plan.families[0].members[0].arm",
      /no control/,
    ],
    [
      "a mix without tokens where the plan needs them",
      {
        arms: [
          arm("control", "none"),
          {
            ...arm("advice", "advice"),
            mixes: { sft: { components: [{ dataset: "d", kind: "difficult-advice" }] } },
          },
        ],
        plan: { requires: { tokens: true } },
      },
      "arms[1].mixes.sft.components[0].tokens",
      /needs tokens/,
    ],
    [
      "a claim about an eval that is not there",
      {
        claims: [
          {
            id: "c",
            text: "t",
            source: "s",
            contrast: { question: "lead" as const, arm: "advice", eval: "other@1", stage: "sft" },
          },
        ],
      },
      "claims[0].contrast.eval",
      /no eval/,
    ],
  ])("refuses %s", (_what, overrides, key, message) => {
    const define = () => parseAblation({ ...sampleAblation(), ...overrides });
    expect(define).toThrowError(message);
    expect(define).toThrowError(expect.objectContaining({ place: key === "" ? {} : { key } }));
  });
});
