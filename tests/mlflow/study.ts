import { type AblationInput, defineAblation } from "@holdfast/core";

/** Two arms at two stages, on a honeypot and others: what the scripts of this folder train. */
export function mlflowStudy(name: string) {
  const input: AblationInput = {
    name,
    version: "1",
    title: "Principles against a control",
    question: "Do principles lower blackmail, and does that hold through RL?",
    baseModel: "small",
    arms: [
      { name: "control" },
      {
        name: "principles",
        mixes: {
          sft: {
            components: [
              { dataset: "principles", kind: "principles", rows: 1000 },
              { dataset: "chats", kind: "generic" },
            ],
          },
        },
      },
    ],
    control: "control",
    stages: [{ name: "sft" }, { name: "rl", stepUnit: "RL steps" }],
    evals: [
      {
        id: "blackmail@1",
        role: "target",
        metrics: [{ name: "score", scale: { kind: "binary" }, direction: "lower-is-better" }],
      },
      {
        id: "honesty@1",
        role: "held-out",
        metrics: [
          { name: "quality", scale: { kind: "graded", lower: 0, upper: 1 }, direction: "higher-is-better" },
          { name: "admits", scale: { kind: "binary" }, direction: "higher-is-better" },
        ],
      },
      ...["1", "2"].map((version) => ({
        id: `flattery@${version}`,
        role: "held-out" as const,
        metrics: [
          { name: "score", scale: { kind: "binary" } as const, direction: "lower-is-better" as const },
        ],
      })),
    ],
    seeds: 2,
  };
  return defineAblation(input);
}
