import {
  type Durability,
  type DurabilityAnswer,
  DurabilityAnswerSchema,
  type Effect,
  type EffectAnswer,
  EffectAnswerSchema,
  type Finding,
} from "@holdfast/core";

const fingerprint = `sha256:${"0".repeat(64)}`;
const warning = { code: "few-clusters", message: "3 clusters only" } as const;

const provenance = {
  target: "prompt-general",
  scale: "difference",
  scope: "recipe",
  evidenceLevel: "samples",
  clusters: 3,
} as const;

/** A lead of -18.2 points, or of `estimate`. */
export function testFinding(estimate = -0.182): Finding {
  return {
    ...provenance,
    status: "estimated",
    estimate,
    standardError: 0.03,
    df: 4,
    familyDf: 4,
    interval: { lower: estimate - 0.06, upper: estimate + 0.06, level: 0.95, unbounded: false },
    pValue: 0.0004,
    pAdjusted: 0.0008,
    n: { runs: 3, controlRuns: 3, prompts: 40, samples: 400 },
    estimator: "two-way",
    reason: null,
    warnings: [warning],
  };
}

const contrast = {
  arm: "difficult-advice",
  control: "control",
  metric: "score",
  condition: {},
  judge: "rule",
};

const BESIDE = { qValue: null, alternatives: [], labels: null, look: null };

/** One effect of each sort: a rate that stands, a graded one that does not, and one that is not estimable. */
export const testEffects: readonly Effect[] = [
  {
    ...contrast,
    eval: "blackmail@1",
    moment: { stage: "rl", steps: [180, 200] },
    family: "leads",
    shownTarget: "prompt-general",
    armLevel: 0.1,
    controlLevel: 0.282,
    findings: [testFinding()],
    stands: true,
    ...BESIDE,
  },
  {
    ...contrast,
    eval: "helpfulness@1",
    condition: { prompt: "ai" },
    judge: "claude",
    moment: { stage: "sft", steps: [null] },
    family: null,
    shownTarget: "prompt-general",
    armLevel: 5,
    controlLevel: 5,
    findings: [testFinding(0.01234)],
    stands: null,
    ...BESIDE,
  },
  {
    ...contrast,
    eval: "blackmail@1",
    moment: { stage: "sft", steps: [null] },
    family: "leads",
    shownTarget: "prompt-general",
    armLevel: null,
    controlLevel: null,
    findings: [{ ...provenance, status: "not-estimable", reason: "one run an arm", warnings: [warning] }],
    stands: null,
    ...BESIDE,
  },
];

const base = {
  ablation: "advice@1",
  ablationFingerprint: fingerprint,
  inputsFingerprint: fingerprint,
  seed: 1,
  includesExcluded: false,
  evidence: [],
  families: [
    { name: "leads", question: "lead", method: "holm", size: 4, answered: 2, standing: 1 },
    { name: "retentions", question: "retention", method: "holm", size: 1, answered: 1, standing: 1 },
  ],
  warnings: [{ code: "retrospective", message: "registered after outcomes existed" }],
};

export const testEffectAnswer: EffectAnswer = EffectAnswerSchema.parse({
  ...base,
  ...base,
  sentences: [],
  effects: testEffects,
});

const lead = (estimate: number) => ({ estimate, standardError: null, interval: null });

export const testDurability: Durability = {
  arm: "difficult-advice",
  control: "control",
  eval: "blackmail@1",
  metric: "score",
  judge: "rule",
  from: { stage: "sft", steps: [null], condition: {} },
  to: { stage: "rl", steps: [200], condition: {} },
  family: "retentions",
  sameCondition: true,
  scope: "recipe",
  evidenceLevel: "samples",
  runs: 3,
  controlRuns: 3,
  shownTarget: "prompt-general",
  retentions: [
    {
      status: "estimated",
      scale: "difference",
      target: "prompt-general",
      estimator: "fieller",
      df: 4,
      from: lead(-0.2),
      to: lead(-0.18),
      change: { estimate: 0.02, standardError: null, interval: null, pValue: null },
      retained: { point: 0.9, set: { kind: "interval", lower: 0.7, upper: 1.15, level: 0.95 }, g: 0.01 },
      nonInferiority: { share: 0.5, estimate: 0.08, interval: null, pValue: 0.01, pAdjusted: 0.01 },
      retainedAtLeast: 0.72,
      retainedAtMost: 1.1,
      equivalence: null,
      verdict: { word: "inconclusive", reason: "between the thresholds", flags: ["judge-change"] },
      reason: "between the thresholds",
    },
  ],
  verdict: { word: "inconclusive", reason: "between the thresholds", flags: ["judge-change"] },
  levels: {
    from: {
      arm: { estimate: 0.1, interval: null, target: "prompt-general" },
      control: { estimate: 0.3, interval: null, target: "prompt-general" },
    },
    to: { arm: { estimate: 0.08, interval: null, target: "prompt-general" }, control: null },
  },
  endState: null,
  area: {
    status: "estimated",
    point: 0.8,
    set: { kind: "interval", lower: 0.6, upper: 0.95, level: 0.95 },
    g: 0.01,
    df: 3,
    steps: [0, 100, 200],
    runs: 3,
    controlRuns: 3,
    reason: null,
  },
  bounds: {
    missing: 1,
    controlMissing: 0,
    crashed: 1,
    worst: { lead: 0.1, retained: -0.5, verdict: "lost" },
    best: { lead: -0.25, retained: 1.25, verdict: "inconclusive" },
  },
  selection: null,
  warnings: [warning, warning],
};

const testTrajectory = {
  arm: "difficult-advice",
  control: "control",
  eval: "blackmail@1",
  metric: "score",
  judge: "rule",
  points: [
    {
      stage: "rl",
      step: 200,
      condition: {},
      lead: -0.18,
      interval: null,
      band: null,
      armLevel: 0.08,
      controlLevel: 0.26,
      runs: 3,
      controlRuns: 3,
    },
  ],
  decays: [
    {
      stage: "rl",
      condition: {},
      steps: [0, 50, 100, 200],
      startsAfter: "sft",
      between: { after: null, before: null },
      scope: "recipe",
      runs: 3,
      controlRuns: 3,
      missingCheckpoints: 0,
      autocorrelation: null,
      direction: "open",
      fits: [
        {
          model: "to-zero",
          start: -0.2,
          plateau: null,
          rate: 2e-4,
          rateInterval: null,
          halfLife: { kind: "more-than", lower: 912.4, level: 0.95 },
        },
      ],
      shown: "to-plateau",
      assumption: null,
      halfLife: { kind: "more-than", lower: 51.4, level: 0.95 },
    },
  ],
} as const;

export const testDurabilityAnswer: DurabilityAnswer = DurabilityAnswerSchema.parse({
  ...base,
  sentences: ["What became of the lead."],
  trajectories: [testTrajectory],
  durability: [testDurability],
});
