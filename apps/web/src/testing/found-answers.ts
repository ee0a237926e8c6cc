import {
  type Analysis,
  AnalysisSchema,
  defineAblation,
  fullFactorial,
  ingredient,
  type Registration,
} from "@holdfast/core";
import { studyAnalysis, studyRegistration } from "./study-answers.js";

const FACTORS = ["advice", "tools"] as const;
const ARMS = ["advice", "tools", "advice+tools"] as const;
const STAGES = ["sft", "rl"] as const;
const EVALS = [
  { id: "blackmail@1", role: "target", relation: "in-distribution" },
  { id: "leaking@1", role: "held-out", relation: "out-of-distribution" },
] as const;
const SCALES = ["difference", "log-odds"] as const;
const TARGETS = ["prompt-general", "suite-fixed"] as const;
type Scale = (typeof SCALES)[number];

const interval = (estimate: number, half: number) => ({
  ...{ lower: estimate - half, upper: estimate + half, level: 0.95, unbounded: false },
});
const quantity = (estimate: number, half: number, pValue = 0.01) => ({
  ...{ status: "estimated", estimate, standardError: half / 2, df: 4, pValue, reason: null },
  interval: interval(estimate, half),
});
const about = { metric: "score", condition: {}, judge: "rule" };
const moment = (stage: string) => ({ stage, steps: [null] });
const inScale = (scale: Scale, value: number) => (scale === "log-odds" ? value * 4 : value);

/** The study with two ingredients in all their combinations, on an eval near their data and one far from it. */
export const foundRegistration: Registration = {
  ...studyRegistration,
  ablation: defineAblation({
    ...{ name: "advice", version: "1", title: "Difficult <advice>", question: "Which of them?" },
    ...{ baseModel: "a model", control: "control", stages: STAGES.map((name) => ({ name })) },
    factors: FACTORS.map((name) => ingredient(name)),
    arms: fullFactorial(FACTORS.map((name) => ingredient(name))),
    evals: EVALS.map((one) => ({
      ...one,
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    })),
  }),
};

function effect(arm: string, id: string, stage: string, lead: number) {
  const isTold = lead < -0.1;
  return {
    ...{ ...about, arm, control: "control", eval: id, moment: moment(stage), family: "leads" },
    ...{ shownTarget: "prompt-general", armLevel: 0.6 + lead, controlLevel: 0.6, stands: isTold },
    findings: SCALES.flatMap((scale) =>
      TARGETS.map((target) => ({
        ...quantity(inScale(scale, lead), inScale(scale, target === "suite-fixed" ? 0.06 : 0.09), 0.03),
        ...{ target, scale, scope: "recipe", evidenceLevel: "samples", clusters: 20, warnings: [] },
        ...{ pAdjusted: isTold ? 0.04 : 0.2, estimator: "mover-wilson" },
        n: { runs: 3, controlRuns: 3, prompts: 40, samples: 240 },
      })),
    ),
  };
}

const number = (scale: Scale, estimate: number, pAdjusted: number | null) => ({
  ...{ scale, target: "prompt-general", method: "pooled", pAdjusted },
  quantity: quantity(inScale(scale, estimate), inScale(scale, 0.05)),
});

function driver(id: string, stage: string) {
  const contrast = (
    kind: string,
    factors: readonly string[],
    estimate: number,
    pAdjusted: number | null,
  ) => ({
    ...{ kind, factors, aliasedWith: [], notYetApplied: false, tokenAdjusted: null },
    levels: kind === "interaction" ? null : { from: false, to: true },
    ...{ shownMethod: "pooled", shownTarget: "prompt-general" },
    numbers: SCALES.map((scale) => number(scale, estimate, pAdjusted)),
    reading: kind === "interaction" ? "not-settled" : null,
  });
  return {
    ...{ ...about, eval: id, moment: moment(stage), evidenceLevel: "samples", prompts: 40, clusters: 20 },
    design: {
      kind: "full-factorial",
      factors: FACTORS.map((name) => ({ name, group: null, levels: [false, true] })),
      arms: ["control", ...ARMS].map((arm) => ({ arm, runs: 3, mean: 0.4, tokens: 9e6 })),
      ...{ missing: [], reference: null, definingRelation: [], resolution: null },
    },
    contrasts: [
      contrast("main-effect", ["advice"], -0.3, 0.002),
      contrast("main-effect", ["tools"], -0.05, 0.4),
      contrast("interaction", [...FACTORS], 0.02, null),
    ],
    attribution: {
      ...{ status: "estimated", method: "pooled", interactions: [] },
      total: SCALES.map((scale) => number(scale, -0.35, null)),
      shares: [
        { factor: "advice", shapley: SCALES.map((scale) => number(scale, -0.3, null)), owen: null },
        { factor: "tools", shapley: SCALES.map((scale) => number(scale, -0.05, null)), owen: null },
      ],
    },
    tokens: { status: "matched", reason: null, factors: [] },
    ...{ reason: null, warnings: [] },
  };
}

function pair(arm: string, stage: string, near: number, far: number) {
  const side = (index: 0 | 1, estimate: number) => ({
    ...{ ...about, eval: EVALS[index].id, relation: EVALS[index].relation, moment: moment(stage), room: 0.6 },
    lead: { estimate, interval: interval(estimate, 0.09), target: "prompt-general" },
  });
  return {
    ...{ arm, control: "control", stage, basis: "relation", sameCondition: true, scope: "recipe" },
    ...{ near: side(0, near), far: side(1, far), evidenceLevel: "samples", runs: 3, controlRuns: 3 },
    ...{ shownTarget: "prompt-general", suppression: far < 0.05, warnings: [] },
    answers: SCALES.map((scale) => ({
      ...{ scale, target: "prompt-general", gap: quantity(inScale(scale, far - near), 0.1) },
      transfer: {
        ...{ status: "estimated", point: far / near, g: 0.1, df: 4, reason: null },
        set: { kind: "interval", lower: far / near - 0.2, upper: far / near + 0.2, level: 0.95 },
      },
    })),
  };
}

const LEADS: Readonly<Record<(typeof ARMS)[number], readonly [number, number]>> = {
  advice: [-0.3, -0.02],
  tools: [-0.05, -0.06],
  "advice+tools": [-0.35, -0.25],
};

/** Leads, drivers and generalization of that study, as the API answers them. */
export const foundAnalysis: Analysis = AnalysisSchema.parse({
  ...studyAnalysis,
  families: [{ name: "leads", question: "lead", method: "holm", size: 12, answered: 12, standing: 6 }],
  effects: STAGES.flatMap((stage) =>
    ARMS.flatMap((arm) =>
      EVALS.map(({ id }, index) => effect(arm, id, stage, LEADS[arm][index === 0 ? 0 : 1])),
    ),
  ),
  drivers: EVALS.flatMap(({ id }) => STAGES.map((stage) => driver(id, stage))),
  generalization: {
    pairs: STAGES.flatMap((stage) => ARMS.map((arm) => pair(arm, stage, -LEADS[arm][0], -LEADS[arm][1]))),
    ...{ syntheses: [], leftOut: [] },
  },
});
