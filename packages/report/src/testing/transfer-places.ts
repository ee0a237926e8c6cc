import {
  type GeneralizationPair,
  GeneralizationPairSchema,
  type Quantity,
  type RatioSet,
  type SuiteSynthesis,
  SuiteSynthesisSchema,
} from "@holdfast/core";
import { CROWD_EVAL } from "./crowd.js";

const interval = (middle: number, half: number) => ({
  ...{ lower: middle - half, upper: middle + half, level: 0.95, unbounded: false },
});

const quantityOf = (estimate: number, half: number | null): Quantity => ({
  ...{ status: "estimated", estimate, df: 4, reason: half === null ? "no runs" : null },
  standardError: half === null ? null : half / 2,
  interval: half === null ? null : interval(estimate, half),
  pValue: half === null ? null : 0.01,
});

interface PairOptions {
  readonly stage?: string;
  /** Half the width of the intervals; null for none. */
  readonly half?: number | null;
  readonly set?: RatioSet | null;
  readonly suppression?: boolean | null;
  readonly far?: string;
}

const side = (id: string, relation: string, estimate: number | null, half: number | null, stage: string) => ({
  ...{ eval: id, metric: "score", condition: {}, judge: "rule", relation, room: 0.6 },
  moment: { stage, steps: [null] },
  lead:
    estimate === null
      ? null
      : { estimate, interval: half === null ? null : interval(estimate, half), target: "prompt-general" },
});

/** The leads of an arm near its data and far from it, as a test chooses them. */
export function transferPair(
  arm: string,
  near: number | null,
  far: number | null,
  options: PairOptions = {},
): GeneralizationPair {
  const { stage = "rl", half = 0.1, suppression = false, far: farEval = "grades@1" } = options;
  const point = near === null || far === null || near === 0 ? null : far / near;
  const own: RatioSet = {
    ...{ kind: "interval" as const, level: 0.95 },
    ...{ lower: (point ?? 0) - 0.3, upper: (point ?? 0) + 0.3 },
  };
  const { set = half === null ? null : own } = options;
  const isKnown = near !== null && far !== null;
  return GeneralizationPairSchema.parse({
    ...{ arm, control: "control", stage, basis: "relation", sameCondition: true, scope: "recipe" },
    near: side(CROWD_EVAL, "in-distribution", near, half, stage),
    far: side(farEval, "out-of-distribution", far, half, stage),
    ...{ evidenceLevel: "samples", runs: 3, controlRuns: 3, shownTarget: "prompt-general", suppression },
    answers: [
      {
        ...{ scale: "difference", target: "prompt-general" },
        gap: isKnown
          ? quantityOf((far ?? 0) - (near ?? 0), half)
          : { status: "not-estimable", reason: "no lead" },
        transfer: isKnown
          ? {
              status: "estimated",
              point: set?.kind === "unbounded" ? null : point,
              set,
              g: 0.1,
              df: 4,
              reason: null,
            }
          : { status: "not-estimable", reason: "no lead" },
      },
    ],
    warnings: [],
  });
}

interface SynthesisOptions {
  readonly stage?: string;
  readonly half?: number | null;
  /** Without it, what a new suite would show is not estimable. */
  readonly prediction?: readonly [number | null, number | null];
}

/** Two suites near and two far, and all of them together. */
export function transferSynthesis(
  arm: string,
  near: number,
  far: number,
  options: SynthesisOptions = {},
): SuiteSynthesis {
  const { stage = "rl", half = 0.12, prediction } = options;
  const suites = (["near", "far"] as const).flatMap((where) =>
    [-0.03, 0.03].map((off, index) => ({
      ...{ side: where, eval: `${where}-${index}@1`, metric: "score", condition: {}, judge: "rule" },
      ...{ lead: (where === "near" ? near : far) + off, standardError: 0.04, df: 4 },
    })),
  );
  return SuiteSynthesisSchema.parse({
    ...{ arm, control: "control", stage, basis: "relation", target: "prompt-general", scope: "recipe" },
    ...{ method: "reml", level: 0.95, near: quantityOf(near, half), far: quantityOf(far, half) },
    difference: quantityOf(far - near, half),
    prediction:
      prediction === undefined
        ? { interval: null, reason: "2 suites are far from the training data, and 3 are needed" }
        : {
            interval: { lower: prediction[0], upper: prediction[1], level: 0.95, unbounded: false },
            reason: null,
          },
    ...{ tau2: 0.001, i2: 40, correlation: 0.2, suites },
  });
}
