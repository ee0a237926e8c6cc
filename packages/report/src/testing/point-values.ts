import {
  type Analysis,
  AnalysisSchema,
  ablationFingerprint,
  defineAblation,
  fingerprintOf,
  type Registration,
} from "@holdfast/core";

const ablation = defineAblation({
  name: "honeypot-data",
  version: "1",
  title: "Honeypot demonstrations against difficult advice, as published",
  question: "Which fine-tuning data lowers the average of three honeypots, and from how many tokens?",
  baseModel: "Claude Sonnet 4",
  arms: [
    { name: "before", title: "No intervention" },
    {
      name: "demonstrations",
      title: "Judge-filtered demonstrations",
      mixes: {
        sft: {
          components: [{ dataset: "honeypots", kind: "demonstrations", tokens: 30_000_000, rows: 10_000 }],
        },
      },
    },
    {
      name: "difficult-advice",
      mixes: { sft: { components: [{ dataset: "advice", kind: "difficult-advice", tokens: 3_000_000 }] } },
    },
  ],
  control: "before",
  stages: [{ name: "sft" }],
  evals: [
    {
      id: "honeypots@1",
      role: "target",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
  citations: [{ text: "Teaching Claude why, 2026" }],
  claims: [
    {
      id: "small-advice",
      text: "Three million tokens of advice do what demonstrations do not.",
      source: "Teaching Claude why",
      contrast: { question: "lead", arm: "difficult-advice", eval: "honeypots@1", stage: "sft" },
    },
    {
      id: "names",
      text: "The name of the AI changes sabotage.",
      source: "Teaching Claude why, figure 2",
      contrast: null,
      note: "Shown in a figure only.",
    },
  ],
});

const fingerprint = ablationFingerprint(ablation);

export const pointValuesRegistration: Registration = {
  identity: "honeypot-data@1",
  fingerprint,
  revision: 1,
  retrospective: true,
  archived: false,
  registeredAt: "2026-10-02T09:00:00.000Z",
  ablation,
  revisions: [
    {
      revision: 1,
      fingerprint,
      author: null,
      reason: null,
      known: "analysed",
      at: "2026-10-02T09:00:00.000Z",
    },
  ],
};

const LEVELS = { before: 0.22, demonstrations: 0.15, "difficult-advice": 0.01 } as const;

const effectOf = (arm: "demonstrations" | "difficult-advice") => ({
  arm,
  control: "before",
  eval: "honeypots@1",
  metric: "score",
  condition: {},
  judge: "rule",
  moment: { stage: "sft", steps: [null] },
  family: "leads",
  shownTarget: "suite-fixed",
  armLevel: LEVELS[arm],
  controlLevel: LEVELS.before,
  stands: null,
  findings: [
    {
      status: "estimated",
      estimate: LEVELS[arm] - LEVELS.before,
      standardError: null,
      df: null,
      interval: null,
      pValue: null,
      pAdjusted: null,
      n: { runs: 0, controlRuns: 0, prompts: null, samples: null },
      estimator: "point-difference",
      reason: "a value alone has no uncertainty that could be stated",
      target: "suite-fixed",
      scale: "difference",
      scope: "checkpoint",
      evidenceLevel: "point",
      clusters: null,
      warnings: [],
    },
  ],
});

/** Published values alone: leads without intervals, and nothing about durability. */
export const pointValuesAnalysis: Analysis = AnalysisSchema.parse({
  format: "holdfast-analysis/1",
  ablation: "honeypot-data@1",
  ablationFingerprint: fingerprint,
  inputsFingerprint: fingerprintOf("point values"),
  seed: 20260508,
  includesExcluded: false,
  evidence: Object.keys(LEVELS).map((arm) => ({
    arm,
    eval: "honeypots@1",
    stage: "sft",
    judges: ["rule"],
    conditions: 1,
    runs: 0,
    checkpoints: 1,
    outcomes: 1,
    levels: ["point"],
    prompts: null,
    samples: null,
    unscored: 0,
    corrected: 0,
    excluded: 0,
  })),
  levels: [],
  effects: [effectOf("demonstrations"), effectOf("difficult-advice")],
  trajectories: [],
  durability: [],
  families: [{ name: "leads", question: "lead", method: "holm", size: 2, answered: 0, standing: 0 }],
  warnings: [
    {
      code: "point-evidence",
      message: "Values without any measure of their uncertainty: no interval and no test.",
    },
    { code: "no-seeds", message: "The publication does not say how many runs stand behind a value." },
  ],
});
