import {
  defineAblation,
  type Efficiency,
  type EfficiencyPair,
  EfficiencySchema,
  type Quantity,
} from "@holdfast/core";

/** Published values of two arms: 3M and 85M tokens for one effect. */
export const ablation = defineAblation({
  name: "advice",
  version: "1",
  title: "Advice",
  question: "How much?",
  baseModel: "m",
  arms: [{ name: "control" }, { name: "advice" }, { name: "demonstrations" }],
  control: "control",
  stages: [{ name: "sft" }],
  evals: [
    {
      id: "blackmail@1",
      role: "target",
      metrics: [{ name: "score", direction: "lower-is-better", scale: { kind: "binary" } }],
    },
  ],
});

const bare = (estimate: number): Quantity => ({
  status: "estimated",
  estimate,
  standardError: null,
  df: null,
  interval: null,
  pValue: null,
  reason: "a value alone has no uncertainty that could be stated",
});
const armOf = (arm: string, millions: number) => ({
  arm,
  control: "control",
  tokens: millions * 1e6,
  controlTokens: 0,
  extraTokens: millions * 1e6,
  shownTarget: "suite-fixed" as const,
  numbers: [{ target: "suite-fixed" as const, lead: bare(-0.21), perMillion: bare(0.21 / millions) }],
});
export const pair: EfficiencyPair = {
  arm: "advice",
  other: "demonstrations",
  control: "control",
  equalTokens: false,
  shownTarget: "suite-fixed",
  numbers: [
    {
      target: "suite-fixed",
      difference: bare(0),
      efficiencyRatio: { status: "estimated", point: 28.3, set: null, g: null, df: null, reason: null },
    },
  ],
  tokensToEqualEffect: {
    status: "estimated",
    point: 85 / 3,
    set: null,
    g: null,
    df: null,
    reason: "both effects are values alone that happen to be equal: one dose of each gives no interval",
  },
  courseOf: null,
};
export const efficiency = (change: Partial<Efficiency> = {}): Efficiency =>
  EfficiencySchema.parse({
    eval: "blackmail@1",
    metric: "score",
    condition: {},
    judge: "rule",
    moment: { stage: "sft", steps: [null] },
    evidenceLevel: "point",
    arms: [armOf("advice", 3), armOf("demonstrations", 85)],
    pairs: [pair],
    series: [],
    reason: null,
    warnings: [],
    ...change,
  });
