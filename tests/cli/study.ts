import { randomUUID } from "node:crypto";
import type { AblationInput, OutcomeLineInput } from "@holdfast/core";

/** A name that no other test takes, on a server that several share. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${randomUUID().slice(0, 8)}`;
}

/** Two arms through SFT and RL, scored on a binary eval that has a graded metric too. */
export function studyAblation(name: string): AblationInput {
  return {
    name,
    version: "1",
    title: "Difficult advice",
    question: "Does difficult advice lower blackmail, and does it hold through RL?",
    baseModel: "test-model",
    factors: [{ name: "advice", kind: "ingredient", levels: [false, true] }],
    arms: [
      { name: "control", levels: { advice: false } },
      { name: "difficult-advice", levels: { advice: true } },
    ],
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
    ],
    seeds: 3,
  };
}

const SAMPLES = 60;

/** The score of a sample: a fixed pattern whose rate depends on the arm. */
function scoreOf(arm: string, seed: number, stage: string, sample: number): number {
  const mixed = (sample * 7919 + seed * 104_729 + (stage === "rl" ? 31 : 0)) % 100;
  return mixed < (arm === "control" ? 62 : 21) + seed * 2 ? 1 : 0;
}

/** One outcome of each arm, seed and stage: 12 lines of 60 scores. */
export function studyLines(): OutcomeLineInput[] {
  const samples = Array.from({ length: SAMPLES }, (_, index) => index);
  return ["control", "difficult-advice"].flatMap((arm) =>
    [0, 1, 2].flatMap((seed) =>
      ["sft", "rl"].map((stage) => ({
        arm,
        seed,
        stage,
        step: stage === "rl" ? 200 : 0,
        eval: "blackmail@1",
        samples: {
          id: samples.map((sample) => `p${sample}`),
          cluster: samples.map((sample) => `s${sample % 12}`),
          score: samples.map((sample) => scoreOf(arm, seed, stage, sample)),
        },
      })),
    ),
  );
}

/** Lines as NDJSON. */
export function ndjson(lines: readonly unknown[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
