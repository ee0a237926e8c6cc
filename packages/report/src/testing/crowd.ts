import { type Ablation, defineAblation } from "@holdfast/core";

/** Names as people give them: long, of several ingredients, and alike at the start. */
export function crowdNames(count: number): string[] {
  const parts = ["demonstrations-of-refusals", "principles", "stories-about-admirable-assistants", "tools"];
  return Array.from({ length: count }, (_, index) =>
    parts
      .filter((_, at) => ((index + 1) >> at) % 2 === 1)
      .join("+")
      .concat(index >= 15 ? `-${index}` : ""),
  );
}

/** An ablation of a control and as many arms as there are names, on a rate and on a graded score. */
export function crowdAblation(
  names: readonly string[],
  stages: readonly string[] = ["base", "sdf", "sft", "rl"],
): Ablation {
  return defineAblation({
    ...{ name: "crowd", version: "1", title: "Many arms", question: "Which of them?", baseModel: "m" },
    arms: [{ name: "control" }, ...names.map((name) => ({ name }))],
    control: "control",
    stages: stages.map((name) => ({ name })),
    evals: [
      {
        ...{ id: "blackmail-under-pressure-with-a-long-name@2026.05", role: "target" },
        metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      },
      {
        ...{ id: "grades@1", role: "held-out" },
        metrics: [
          {
            name: "score",
            direction: "higher-is-better",
            scale: { kind: "graded", lower: 1, upper: 10, unit: "grades" },
          },
        ],
      },
    ],
  });
}

/** The first eval of that ablation. */
export const CROWD_EVAL = "blackmail-under-pressure-with-a-long-name@2026.05";
