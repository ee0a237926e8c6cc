import {
  type GeneralizationAnswer,
  GeneralizationAnswerSchema,
  type JudgeAnswer,
  JudgeAnswerSchema,
  type OriginAnswer,
  OriginAnswerSchema,
} from "@holdfast/core";

const head = {
  ablation: "advice@1",
  inputsFingerprint: `sha256:${"0".repeat(64)}`,
  includesExcluded: false,
  warnings: [{ code: "suppression", message: "better near, not far" }],
};

const interval = (lower: number, upper: number) => ({ lower, upper, level: 0.95, unbounded: false });
const quantity = (estimate: number, half: number) => ({
  status: "estimated",
  estimate,
  standardError: half / 2,
  df: 4,
  interval: interval(estimate - half, estimate + half),
  pValue: 0.01,
  reason: null,
});
const place = { metric: "score", condition: {}, judge: "rule" };
const moment = (stage: string) => ({ stage, steps: [null] });

/** One flagged pair of evals, one synthesis of three suites and one eval left out. */
export const testGeneralizationAnswer: GeneralizationAnswer = GeneralizationAnswerSchema.parse({
  ...head,
  method: "reml",
  sentences: ["1 of 1 comparison is flagged."],
  pairs: [
    {
      arm: "difficult-advice",
      control: "control",
      stage: "rl",
      basis: "relation",
      near: {
        ...place,
        eval: "blackmail@1",
        relation: "in-distribution",
        moment: moment("rl"),
        lead: { estimate: 0.3, interval: interval(0.2, 0.4), target: "prompt-general" },
        room: 0.5,
      },
      far: {
        ...place,
        eval: "leaking@1",
        relation: "out-of-distribution",
        moment: moment("rl"),
        lead: { estimate: 0.02, interval: interval(-0.05, 0.09), target: "prompt-general" },
        room: 0.4,
      },
      sameCondition: true,
      scope: "recipe",
      evidenceLevel: "samples",
      runs: 3,
      controlRuns: 3,
      shownTarget: "prompt-general",
      answers: [
        {
          scale: "difference",
          target: "prompt-general",
          gap: quantity(-0.28, 0.1),
          transfer: {
            status: "estimated",
            point: 0.07,
            set: { kind: "interval", lower: -0.2, upper: 0.4, level: 0.95 },
            g: 0.1,
            df: 4,
            reason: null,
          },
        },
        {
          scale: "log-odds",
          target: "prompt-general",
          gap: { status: "not-estimable", reason: "a rate is at an end of the scale" },
          transfer: { status: "not-estimable", reason: "a rate is at an end of the scale" },
        },
      ],
      suppression: true,
      warnings: [],
    },
  ],
  syntheses: [
    {
      arm: "difficult-advice",
      control: "control",
      stage: "rl",
      basis: "relation",
      target: "prompt-general",
      scope: "recipe",
      method: "reml",
      level: 0.95,
      near: quantity(0.3, 0.1),
      far: quantity(0.02, 0.07),
      difference: quantity(-0.28, 0.12),
      prediction: { interval: null, reason: "2 suites are far from the training data" },
      tau2: 0.001,
      i2: 20,
      correlation: 0.3,
      suites: [
        { ...place, side: "near", eval: "blackmail@1", lead: 0.3, standardError: 0.05, df: 4 },
        { ...place, side: "far", eval: "leaking@1", lead: 0.02, standardError: 0.03, df: 4 },
        { ...place, side: "far", eval: "leaking@2", lead: 0.03, standardError: 0.03, df: 4 },
      ],
    },
  ],
  leftOut: [{ arm: "difficult-advice", eval: "odd@1", reason: "nobody says how far it is" }],
  evalCorrelations: [
    {
      evals: ["blackmail@1", "leaking@1"],
      metrics: ["score", "score"],
      checkpoints: 12,
      runs: 6,
      pearson: quantity(0.6, 0.3),
      spearman: quantity(0.5, 0.3),
    },
  ],
});

const change = (estimate: number, half: number) => ({
  quantity: quantity(estimate, half),
  joint: interval(estimate - 1.2 * half, estimate + 1.2 * half),
});

/** One arm over two steps, the second under another condition. */
export const testOriginAnswer: OriginAnswer = OriginAnswerSchema.parse({
  ...head,
  sentences: ["1 level changed beyond chance."],
  origins: [
    {
      ...place,
      arm: "difficult-advice",
      control: "control",
      eval: "blackmail@1",
      target: "suite-fixed",
      scope: "recipe",
      evidenceLevel: "samples",
      runs: 3,
      controlRuns: 3,
      sharedBase: true,
      start: { moment: moment("base"), level: 0.4, interval: interval(0.3, 0.5) },
      end: { moment: moment("rl"), level: 0.1, interval: interval(0.05, 0.15) },
      steps: [
        {
          from: moment("base"),
          to: moment("sft"),
          sameCondition: true,
          change: change(-0.25, 0.05),
          controlChange: change(-0.1, 0.05),
          fromData: change(-0.15, 0.07),
        },
        {
          from: moment("sft"),
          to: moment("rl"),
          sameCondition: false,
          change: change(-0.05, 0.05),
          controlChange: {
            quantity: { status: "not-estimable", reason: "the control was not measured at both stages" },
            joint: null,
          },
          fromData: {
            quantity: { status: "not-estimable", reason: "the control was not measured at both stages" },
            joint: null,
          },
        },
      ],
      total: quantity(-0.3, 0.06),
      reading: "trained-in",
      warnings: [],
    },
  ],
});

/** Two judges who agree well, and a lead that one of them does not see. */
export const testJudgeAnswer: JudgeAnswer = JudgeAnswerSchema.parse({
  ...head,
  sentences: ["1 lead depends on the judge."],
  pairs: [
    {
      eval: "blackmail@1",
      metric: "score",
      judges: ["claude", "grok"],
      checkpoints: 12,
      scores: 1200,
      clusters: 40,
      scale: "nominal",
      agreement: quantity(0.9, 0.03),
      alpha: quantity(0.6, 0.1),
      gwet: quantity(0.8, 0.05),
      shift: quantity(-0.05, 0.02),
      notes: [],
    },
  ],
  conclusions: [
    {
      arm: "difficult-advice",
      control: "control",
      eval: "blackmail@1",
      metric: "score",
      condition: {},
      stage: "rl",
      byJudge: [
        {
          judge: "claude",
          moment: moment("rl"),
          lead: quantity(-0.2, 0.1),
          scope: "recipe",
          standing: "better",
        },
        {
          judge: "grok",
          moment: moment("rl"),
          lead: quantity(-0.05, 0.1),
          scope: "recipe",
          standing: "open",
        },
      ],
      survival: "standing-changes",
    },
  ],
});
