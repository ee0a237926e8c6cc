import { expect, it } from "vitest";
import { mixesOf } from "./mix-list.js";
import { defineAblation, parseAblation } from "./parse-ablation.js";
import { sampleAblation } from "./testing/sample-ablation.js";

it("lists mixes by stage and arm in the order of the document, with tokens over all epochs", () => {
  const stories = { dataset: "s", kind: "stories", tokens: 10, epochs: 3 };
  const unknown = { dataset: "a", kind: "difficult-advice" };
  const ablation = parseAblation(
    defineAblation(
      sampleAblation({
        arms: [
          { name: "control", mixes: { sft: { components: [stories] } } },
          { name: "advice", mixes: { rl: { components: [] }, sft: { components: [stories, unknown] } } },
        ],
        factors: [],
      }),
    ),
  );
  expect(
    mixesOf(ablation).map(({ stage, arm, tokens, mix }) => [stage, arm, tokens, mix.components.length]),
  ).toEqual([
    ["sft", "control", 30, 1],
    ["sft", "advice", "unknown", 2],
    ["rl", "advice", 0, 0],
  ]);
});
