import {
  type Analysis,
  AnalysisSchema,
  ablationFingerprint,
  type Condition,
  type DurabilityInput,
  defineAblation,
  type EffectInput,
  type Finding,
  fingerprintOf,
  type Registration,
  type TrajectoryInput,
  type Warning,
} from "@holdfast/core";
import { around, retentionOf } from "./lead-numbers.js";

const Z = 1.959964;
const BASE: Condition = { systemPrompt: "base" };
const AI: Condition = { systemPrompt: "ai" };

const rate = { name: "score", direction: "lower-is-better", scale: { kind: "binary" } } as const;

const ablation = defineAblation({
  name: "alignment-documents",
  version: "2026.01",
  title: "Documents about aligned AIs in midtraining, before and after post-training",
  question: "How much of the lower misalignment that midtraining documents bring is left after SFT and DPO?",
  baseModel: "a 6.9B model",
  arms: [
    {
      name: "unfiltered",
      mixes: { base: { components: [{ dataset: "standard web mix", kind: "generic" }] } },
    },
    {
      name: "aligned-documents",
      title: "Filtered, with documents about aligned AIs",
      mixes: {
        base: {
          components: [
            { dataset: "filtered web mix", kind: "generic", filters: ["blocklist"] },
            { dataset: "aligned AI documents", kind: "stories", tokens: 500_000_000, weight: 0.01 },
          ],
        },
      },
    },
  ],
  control: "unfiltered",
  stages: [
    { name: "base", title: "Base" },
    { name: "sft", title: "SFT" },
    { name: "dpo", title: "DPO" },
  ],
  evals: [
    { id: "articles@1", title: "Articles", role: "target", relation: "in-distribution", metrics: [rate] },
    {
      id: "textbook@1",
      title: "Textbook",
      role: "held-out",
      relation: "out-of-distribution",
      metrics: [rate],
    },
  ],
  plan: {
    target: "suite-fixed",
    durability: [
      { from: "base", to: "dpo", fromCondition: BASE, toCondition: AI },
      { from: "sft", to: "dpo", fromCondition: AI, toCondition: AI },
    ],
  },
  citations: [{ text: "Tice et al. 2026, Alignment pretraining", url: "https://arxiv.org/abs/2601.10160" }],
});

/** Published rates and standard errors over eight prompt formats: [arm, its error, control, its error]. */
const RATES = {
  "articles@1": {
    base: [0.036, 0.003, 0.412, 0.01],
    sft: [0.345, 0.012, 0.459, 0.029],
    dpo: [0.345, 0.013, 0.436, 0.021],
  },
  "textbook@1": {
    base: [0.017, 0.003, 0.36, 0.008],
    sft: [0.328, 0.011, 0.447, 0.033],
    dpo: [0.327, 0.009, 0.419, 0.025],
  },
} as const;

type EvalId = keyof typeof RATES;
type Stage = keyof (typeof RATES)[EvalId];
const EVALS = ["articles@1", "textbook@1"] as const satisfies readonly EvalId[];
const STAGES = ["base", "sft", "dpo"] as const satisfies readonly Stage[];

const oneRun: Warning = {
  code: "one-run",
  message: "Each arm was trained once; nothing here is about the recipe.",
};
const contrast = (id: EvalId) => ({
  arm: "aligned-documents",
  control: "unfiltered",
  eval: id,
  metric: "score",
  judge: "rule",
});
const conditionAt = (stage: Stage): Condition => (stage === "base" ? BASE : AI);

function leadAt(id: EvalId, stage: Stage) {
  const [arm, armError, control, controlError] = RATES[id][stage];
  return { arm, control, lead: arm - control, error: Math.sqrt(armError ** 2 + controlError ** 2) };
}

function effectAt(id: EvalId, stage: Stage): EffectInput {
  const { arm, control, lead, error } = leadAt(id, stage);
  const about = {
    target: "suite-fixed" as const,
    scope: "checkpoint" as const,
    evidenceLevel: "summary" as const,
    clusters: null,
    warnings: [oneRun],
  };
  const logOdds = Math.log(arm / (1 - arm)) - Math.log(control / (1 - control));
  const shared = {
    status: "estimated" as const,
    df: null,
    pValue: null,
    pAdjusted: null,
    n: { runs: 1, controlRuns: 1, prompts: null, samples: null },
    estimator: "summary-checkpoint",
    reason:
      "fewer than two runs of an arm are known: the interval is about these checkpoints, and no p-value about the recipe exists",
    ...about,
  };
  const general: Finding = {
    status: "not-estimable",
    reason: "without a score for each sample nothing is known of how prompts differ",
    scale: "difference",
    ...about,
    target: "prompt-general",
  };
  return {
    ...contrast(id),
    condition: conditionAt(stage),
    moment: { stage, steps: [null] },
    family: "leads",
    shownTarget: "suite-fixed",
    armLevel: arm,
    controlLevel: control,
    findings: [
      {
        ...shared,
        scale: "difference",
        estimate: lead,
        standardError: error,
        interval: around(lead, Z * error),
      },
      {
        ...shared,
        scale: "log-odds",
        estimate: logOdds,
        standardError: 0.08,
        interval: around(logOdds, Z * 0.08),
      },
      general,
      { ...general, scale: "log-odds" },
    ],
    stands: null,
  };
}

function durabilityOf(id: EvalId, from: Stage, verdict: DurabilityInput["verdict"]): DurabilityInput {
  const [start, end] = [leadAt(id, from), leadAt(id, "dpo")];
  const retention = retentionOf({
    from: start.lead,
    fromError: start.error,
    to: end.lead,
    toError: end.error,
    correlation: 0,
    quantile: Z,
    df: null,
    target: "suite-fixed",
    estimator: "fieller-t",
    sign: -1,
    verdict,
  });
  return {
    ...contrast(id),
    from: { stage: from, steps: [null], condition: conditionAt(from) },
    to: { stage: "dpo", steps: [null], condition: AI },
    family: "retentions",
    sameCondition: from !== "base",
    scope: "checkpoint",
    evidenceLevel: "summary",
    runs: 1,
    controlRuns: 1,
    shownTarget: "suite-fixed",
    retentions: [
      retention,
      {
        status: "not-estimable",
        scale: "difference",
        target: "prompt-general",
        reason: "without a score for each sample nothing is known of how prompts differ",
      },
    ],
    verdict,
    warnings:
      from === "base"
        ? [{ code: "condition-change", message: "The base model was asked under another system prompt." }]
        : [],
  };
}

const trajectoryOf = (id: EvalId): TrajectoryInput => ({
  ...contrast(id),
  points: STAGES.map((stage) => {
    const { arm, control, lead, error } = leadAt(id, stage);
    return {
      stage,
      step: null,
      condition: conditionAt(stage),
      lead,
      interval: around(lead, Z * error),
      band: around(lead, 2.394 * error, 0.9833),
      armLevel: arm,
      controlLevel: control,
      runs: 1,
      controlRuns: 1,
    };
  }),
});

const fingerprint = ablationFingerprint(ablation);

export const reportedRatesRegistration: Registration = {
  identity: "alignment-documents@2026.01",
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

/** Published rates with standard errors, one run an arm (Tice et al. 2026, tables 3, 5 and 6). */
export const reportedRatesAnalysis: Analysis = AnalysisSchema.parse({
  format: "holdfast-analysis/1",
  ablation: "alignment-documents@2026.01",
  ablationFingerprint: fingerprint,
  inputsFingerprint: fingerprintOf("reported rates"),
  seed: 20260508,
  includesExcluded: false,
  evidence: ["unfiltered", "aligned-documents"].flatMap((arm) =>
    EVALS.flatMap((id) =>
      STAGES.map((stage) => ({
        arm,
        eval: id,
        stage,
        judges: ["rule"],
        conditions: 1,
        runs: 1,
        checkpoints: 1,
        outcomes: 1,
        levels: ["summary"],
        prompts: null,
        samples: null,
        unscored: 0,
        corrected: 0,
        excluded: 0,
      })),
    ),
  ),
  levels: [],
  effects: EVALS.flatMap((id) => STAGES.map((stage) => effectAt(id, stage))),
  trajectories: EVALS.map(trajectoryOf),
  durability: EVALS.flatMap((id) => [
    durabilityOf(id, "base", { word: "partly-retained", reason: null, flags: ["condition-change"] }),
    durabilityOf(id, "sft", { word: "inconclusive", reason: null, flags: [] }),
  ]),
  families: [
    { name: "leads", question: "lead", method: "holm", size: 6, answered: 0, standing: 0 },
    { name: "retentions", question: "retention", method: "holm", size: 4, answered: 0, standing: 0 },
  ],
  warnings: [
    oneRun,
    { code: "retrospective", message: "Registered after the outcomes were published." },
    {
      code: "recipe-unknown",
      message: "The recipes of the arms are not published; whether they match is unknown.",
    },
  ],
});
