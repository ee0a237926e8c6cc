import {
  type Analysis,
  AnalysisSchema,
  ablationFingerprint,
  defineAblation,
  fingerprintOf,
  type Registration,
} from "@holdfast/core";

/** [model, blackmail of 100 under replacement, under restriction, limits of each in percent]. */
const CELLS = [
  ["opus-4", 96, 94],
  ["gemini-2.5-pro", 95, 86],
  ["gpt-4.1", 80, 50],
  ["opus-3", 51, 62],
  ["gpt-4o", 15, 2],
  ["llama-4-maverick", 0, 0],
] as const;

const ablation = defineAblation({
  name: "agentic-misalignment",
  version: "2025.06",
  title: "Blackmail by released models, observed",
  question: "How often do released models blackmail when their goal or their place is threatened?",
  design: "observational",
  baseModel: "several",
  arms: [...CELLS.map(([name]) => ({ name })), { name: "opus-4.5" }],
  control: null,
  stages: [{ name: "released" }],
  evals: [
    {
      id: "blackmail@2025.06",
      role: "target",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
  citations: [{ text: "Agentic misalignment, 2025" }],
});

const fingerprint = ablationFingerprint(ablation);

export const observedModelsRegistration: Registration = {
  identity: "agentic-misalignment@2025.06",
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

/** Clopper-Pearson limits of k of 100, to four digits. */
const LIMITS: Readonly<Record<number, readonly [number, number]>> = {
  0: [0, 0.0362],
  2: [0.0024, 0.0704],
  15: [0.0865, 0.2353],
  50: [0.3983, 0.6017],
  51: [0.408, 0.6114],
  62: [0.5175, 0.7152],
  80: [0.7082, 0.8733],
  86: [0.7763, 0.9213],
  94: [0.874, 0.9777],
  95: [0.8872, 0.9836],
  96: [0.9007, 0.989],
};

const row = (arm: string, k: number, threat: string | null) => ({
  arm,
  eval: "blackmail@2025.06",
  metric: "score",
  judge: "rule",
  condition: threat === null ? {} : { threat },
  moment: { stage: "released", steps: [null] },
  finding: {
    status: "estimated",
    estimate: k / 100,
    standardError: null,
    df: null,
    interval:
      threat === null
        ? null
        : { lower: LIMITS[k]?.[0] ?? 0, upper: LIMITS[k]?.[1] ?? 1, level: 0.95, unbounded: false },
    pValue: null,
    pAdjusted: null,
    n: { runs: 1, controlRuns: null, prompts: null, samples: threat === null ? null : 100 },
    estimator: "arm-level",
    reason:
      threat === null ? "a value alone has no uncertainty that could be stated" : "no test without a control",
    target: "suite-fixed",
    scale: "difference",
    scope: "checkpoint",
    evidenceLevel: threat === null ? "point" : "counts",
    clusters: null,
    warnings: [],
  },
});

/** Levels of models that nobody trained for this: no lead, no control, honest limits at 0 of 100. */
export const observedModelsAnalysis: Analysis = AnalysisSchema.parse({
  format: "holdfast-analysis/1",
  ablation: "agentic-misalignment@2025.06",
  ablationFingerprint: fingerprint,
  inputsFingerprint: fingerprintOf("observed models"),
  seed: 20260508,
  includesExcluded: false,
  evidence: [...CELLS.map(([arm]) => arm), "opus-4.5"].map((arm) => ({
    arm,
    eval: "blackmail@2025.06",
    stage: "released",
    judges: ["rule"],
    conditions: arm === "opus-4.5" ? 1 : 2,
    runs: 1,
    checkpoints: 1,
    outcomes: arm === "opus-4.5" ? 1 : 2,
    levels: [arm === "opus-4.5" ? "point" : "counts"],
    prompts: null,
    samples: arm === "opus-4.5" ? null : 200,
    unscored: 0,
    corrected: 0,
    excluded: 0,
  })),
  levels: [
    ...CELLS.map(([arm, replacement]) => row(arm, replacement, "replacement")),
    ...CELLS.map(([arm, , restriction]) => row(arm, restriction, "restriction")),
    row("opus-4.5", 0, null),
  ],
  effects: [],
  trajectories: [],
  durability: [],
  families: [],
  warnings: [
    {
      code: "observational",
      message: "No intervention was given: differences between models have many causes.",
    },
  ],
});
