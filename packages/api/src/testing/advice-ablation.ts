import { type Ablation, defineAblation } from "@holdfast/core";

/** A small ablation for tests: three arms, three stages of which the first is shared, three seeds. */
export function adviceAblation(version = "1"): Ablation {
  return defineAblation({
    name: "advice",
    version,
    title: "Difficult advice against honeypot demonstrations",
    question: "Which data lowers blackmail?",
    baseModel: "base-7b",
    factors: [{ name: "data", kind: "ingredient", levels: ["none", "demonstrations", "advice"] }],
    arms: [
      { name: "control", levels: { data: "none" } },
      { name: "demonstrations", levels: { data: "demonstrations" } },
      { name: "advice", levels: { data: "advice" } },
    ],
    control: "control",
    stages: [{ name: "base", shared: true }, { name: "sft" }, { name: "rl" }],
    evals: [
      {
        id: "blackmail@1",
        role: "target",
        relation: "in-distribution",
        metrics: [
          { name: "score", direction: "lower-is-better", scale: { kind: "binary" } },
          { name: "harm", direction: "lower-is-better", scale: { kind: "graded", lower: 0, upper: 10 } },
        ],
      },
      {
        id: "capability@1",
        role: "guardrail",
        metrics: [
          { name: "score", direction: "higher-is-better", scale: { kind: "graded", lower: 0, upper: 100 } },
        ],
      },
    ],
    seeds: 3,
  });
}
