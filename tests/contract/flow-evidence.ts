import { type AblationInput, defineAblation, type OutcomeLineInput } from "@holdfast/core";

/** The ablation of the flow: two arms against a control, a target and a held-out eval, three seeds, SFT to RL. */
export function flowAblation(name: string): AblationInput {
  return defineAblation({
    name,
    version: "1",
    title: "Difficult advice against refusals <flow>",
    question: "Which data lowers blackmail, and does it hold through RL?",
    hypothesis: "Advice does, on held-out evals too.",
    baseModel: "base-7b",
    factors: [{ name: "data", kind: "ingredient", levels: ["none", "refusals", "advice"] }],
    arms: [
      { name: "control", levels: { data: "none" } },
      { name: "refusals", levels: { data: "refusals" } },
      { name: "advice", levels: { data: "advice" } },
    ],
    control: "control",
    stages: [{ name: "base", shared: true }, { name: "sft" }, { name: "rl", stepUnit: "RL steps" }],
    evals: [
      {
        id: "honeypots@1",
        role: "target",
        relation: "in-distribution",
        metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      },
      {
        id: "blackmail@1",
        role: "held-out",
        relation: "out-of-distribution",
        metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
      },
    ],
    seeds: 3,
  });
}

const RATES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  control: { sft: 0.6, rl: 0.55 },
  refusals: { sft: 0.2, rl: 0.5 },
  advice: { sft: 0.15, rl: 0.12 },
};

// A fixed sequence in [0, 1) that looks irregular, so that arms, seeds and prompts differ and runs do not.
function jitter(...parts: readonly number[]): number {
  const folded = parts.reduce((sum, part) => (sum * 31 + part * 17 + 7) % 104_729, 11);
  return ((folded * 7919) % 104_729) / 104_729;
}

/** What the checkpoints of the flow scored: samples with clusters and epochs, and one shared base as counts. */
export function flowLines(): OutcomeLineInput[] {
  const lines: OutcomeLineInput[] = ["honeypots@1", "blackmail@1"].map((evalId) => ({
    arm: "control",
    stage: "base",
    shared: true,
    eval: evalId,
    counts: { k: 65, n: 100 },
  }));
  Object.entries(RATES).forEach(([arm, rates], armIndex) => {
    for (const seed of [0, 1, 2])
      Object.entries(rates).forEach(([stage, rate], stageIndex) => {
        ["honeypots@1", "blackmail@1"].forEach((evalId, evalIndex) => {
          const cells = Array.from({ length: 48 }, (_, index) => ({ prompt: index >> 1, epoch: index & 1 }));
          lines.push({
            arm,
            seed,
            stage,
            step: stage === "rl" ? 200 : 0,
            eval: evalId,
            samples: {
              id: cells.map(({ prompt }) => `p${prompt}`),
              cluster: cells.map(({ prompt }) => `s${prompt >> 1}`),
              epoch: cells.map(({ epoch }) => epoch),
              score: cells.map(({ prompt, epoch }) =>
                jitter(armIndex, seed, stageIndex, evalIndex, prompt, epoch) < rate ? 1 : 0,
              ),
            },
          });
        });
      });
  });
  return lines;
}

/** Lines as the NDJSON file that they would be. */
export function ndjsonOf(lines: readonly OutcomeLineInput[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
