import {
  type Analysis,
  AnalysisSchema,
  ablationFingerprint,
  defineAblation,
  fingerprintOf,
  fullFactorial,
  ingredient,
  type Registration,
} from "@holdfast/core";

const factors = [ingredient("demonstrations"), ingredient("principles"), ingredient("tools")];

const ablation = defineAblation({
  name: "demonstrations-principles-tools",
  version: "1",
  title: "Demonstrations, principles and tool definitions, crossed",
  question: "Which of three ingredients drives the gain, and does it hold through RL?",
  hypothesis: "Principles carry most of what holds.",
  baseModel: "to be chosen",
  factors,
  arms: fullFactorial(factors),
  control: "control",
  stages: [{ name: "sft" }, { name: "rl", stepUnit: "RL steps" }],
  evals: [
    {
      id: "honeypots@1",
      role: "target",
      samples: 200,
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
    {
      id: "petri@1",
      role: "held-out",
      metrics: [
        { name: "score", direction: "lower-is-better", scale: { kind: "graded", lower: 1, upper: 10 } },
      ],
    },
  ],
  seeds: 5,
});

const fingerprint = ablationFingerprint(ablation);

export const awaitingOutcomesRegistration: Registration = {
  identity: "demonstrations-principles-tools@1",
  fingerprint,
  revision: 1,
  retrospective: false,
  archived: false,
  registeredAt: "2026-11-20T12:00:00.000Z",
  ablation,
  revisions: [
    {
      revision: 1,
      fingerprint,
      author: null,
      reason: null,
      known: "nothing-run",
      at: "2026-11-20T12:00:00.000Z",
    },
  ],
};

/** Registered and waiting: a plan, and nothing else. */
export const awaitingOutcomesAnalysis: Analysis = AnalysisSchema.parse({
  format: "holdfast-analysis/1",
  ablation: "demonstrations-principles-tools@1",
  ablationFingerprint: fingerprint,
  inputsFingerprint: fingerprintOf("nothing"),
  seed: 20260508,
  includesExcluded: false,
  evidence: [],
  levels: [],
  effects: [],
  trajectories: [],
  durability: [],
  families: [
    { name: "leads", question: "lead", method: "holm", size: 28, answered: 0, standing: 0 },
    { name: "retentions", question: "retention", method: "holm", size: 14, answered: 0, standing: 0 },
  ],
  warnings: [],
});
