import {
  type Driver,
  type DriverContrast,
  DriverSchema,
  defineAblation,
  fullFactorial,
  ingredient,
  type Quantity,
} from "@holdfast/core";

const factors = [ingredient("advice"), ingredient("tools")];
/** A design of two factors whose contrasts a test chooses. */
export const ablation = defineAblation({
  name: "advice",
  version: "1",
  title: "Advice",
  question: "Which?",
  baseModel: "m",
  factors,
  arms: fullFactorial(factors),
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

export const quantity = (estimate: number, half: number | null): Quantity => ({
  status: "estimated",
  estimate,
  standardError: half === null ? null : half / 2,
  df: 8,
  interval:
    half === null ? null : { lower: estimate - half, upper: estimate + half, level: 0.95, unbounded: false },
  pValue: half === null ? null : 0.004,
  reason: half === null ? "a value alone has no uncertainty that could be stated" : null,
});

export const contrast = (
  name: string,
  own: Quantity,
  pAdjusted: number | null,
  change: Partial<DriverContrast> = {},
): DriverContrast => ({
  kind: "main-effect",
  factors: [name],
  levels: { from: false, to: true },
  aliasedWith: [],
  notYetApplied: false,
  shownMethod: "pooled",
  shownTarget: "prompt-general",
  numbers: [{ scale: "difference", target: "prompt-general", method: "pooled", quantity: own, pAdjusted }],
  reading: null,
  tokenAdjusted: null,
  ...change,
});

export function driverWith(contrasts: readonly DriverContrast[], change: Partial<Driver> = {}): Driver {
  return DriverSchema.parse({
    eval: "blackmail@1",
    metric: "score",
    condition: {},
    judge: "rule",
    moment: { stage: "sft", steps: [null] },
    evidenceLevel: "samples",
    prompts: 40,
    clusters: 40,
    design: {
      kind: "full-factorial",
      factors: factors.map(({ name, levels }) => ({ name, group: null, levels })),
      arms: ablation.arms.map((arm) => ({ arm: arm.name, runs: 3, mean: 0.3, tokens: 10 })),
      missing: [],
      reference: null,
      definingRelation: [],
      resolution: null,
    },
    contrasts,
    attribution: { status: "not-estimable", reason: "not asked", bounds: [] },
    tokens: { status: "matched", reason: null, factors: [] },
    reason: null,
    warnings: [],
    ...change,
  });
}
