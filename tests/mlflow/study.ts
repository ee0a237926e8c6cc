import { type AblationInput, defineAblation } from "@holdfast/core";

/** Two arms at two stages, on one honeypot: what the scripts of this folder train. */
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
    ],
    seeds: 2,
  };
  return defineAblation(input);
}
