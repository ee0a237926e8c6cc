import { defineAblation } from "@holdfast/core";

/** Two arms, two stages, a rate and a graded eval. */
export const testAblation = defineAblation({
  name: "advice",
  version: "1",
  title: "Advice",
  question: "Does advice hold?",
  baseModel: "m",
  arms: [{ name: "control" }, { name: "difficult-advice" }],
  control: "control",
  stages: [{ name: "sft" }, { name: "rl" }],
  evals: [
    {
      id: "blackmail@1",
      metrics: [
        { name: "score", direction: "lower-is-better", scale: { kind: "binary" } },
        { name: "severity", direction: "lower-is-better", scale: { kind: "graded", lower: 0, upper: 10 } },
      ],
      role: "held-out",
    },
    {
      id: "helpfulness@1",
      metrics: [
        { name: "score", direction: "higher-is-better", scale: { kind: "graded", lower: 0, upper: 10 } },
      ],
      role: "guardrail",
    },
  ],
});
