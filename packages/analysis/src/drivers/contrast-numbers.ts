import type {
  DriverContrast,
  DriverMethod,
  DriverNumber,
  EffectScale,
  Quantity,
  Target,
} from "@holdfast/core";
import type { EffectEstimate } from "../effects/effect-estimate.js";
import { targetsOf } from "../findings/contrast.js";
import { scaledInterval } from "../findings/finding-of.js";
import { estimateContrast } from "../findings/lead-effects.js";
import { comparisonOf } from "../measure/comparison-of.js";
import type { MeasuredArms } from "../measure/measured-arms.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { contrastEstimates } from "./contrast-quantity.js";
import { reachOf, type ScaledArms, scaledArms } from "./contrast-scale.js";
import type { VarianceMethod } from "./contrast-variance.js";
import { lenth, lenthPValue, marginOfError } from "./lenth.js";
import { weighted } from "./linear-fit.js";
import type { PlannedContrast } from "./planned-contrasts.js";

/** What the numbers of contrasts are made from: the measured arms on both scales, and what the plan asks. */
export interface ContrastMatter {
  readonly measured: MeasuredArms;
  readonly scaled: Readonly<Record<EffectScale, ScaledArms | NotEstimable>>;
  readonly clusterOf: Int32Array;
  readonly binary: boolean;
  readonly range: number;
  readonly target: Target;
  readonly level: number;
}

export const SCALES: readonly EffectScale[] = ["difference", "log-odds"];

/** The arms on both scales, worked out once for all contrasts. */
export function contrastMatter(
  measured: MeasuredArms,
  rest: Omit<ContrastMatter, "measured" | "scaled">,
): ContrastMatter {
  return {
    ...rest,
    measured,
    scaled: {
      difference: scaledArms(measured, "difference", rest.range),
      "log-odds": scaledArms(measured, "log-odds", rest.range),
    },
  };
}

/** The numbers of one weighted sum of arms on the asked scales, for both targets, by one method. */
export function weightedNumbers(
  { scaled, target, level }: ContrastMatter,
  weights: Float64Array,
  method: VarianceMethod,
  scales: readonly EffectScale[] = SCALES,
): DriverNumber[] {
  const numbers: DriverNumber[] = [];
  for (const scale of scales) {
    const arms = scaled[scale];
    const found = "status" in arms ? null : contrastEstimates(arms, weights, { method, level });
    for (const own of targetsOf(target)) {
      const answer = "status" in arms ? { quantity: arms } : found?.[own];
      if (answer !== undefined) numbers.push({ scale, target: own, method, ...answer, pAdjusted: null });
    }
  }
  return numbers;
}

/** The kernel's lead of two arms as a quantity in the metric's own unit. */
export function quantityOf(estimate: EffectEstimate, factor: number): Quantity {
  if (estimate.status === "not-estimable") return notEstimable(estimate.reason);
  const { standardError, df, interval, pValue, reason } = estimate;
  return {
    status: "estimated",
    estimate: factor * estimate.estimate,
    standardError: standardError === null ? null : factor * standardError,
    df,
    interval: interval === null ? null : scaledInterval(interval, factor),
    pValue,
    reason,
  };
}

/** The difference of two arms by the estimator of leads, on the prompts these two share. */
export function pairNumbers(
  { measured, clusterOf, binary, range, target, level }: ContrastMatter,
  pair: NonNullable<PlannedContrast["pair"]>,
): DriverNumber[] {
  const [one, zero] = [measured.arms[pair.with], measured.arms[pair.without]];
  if (one === undefined || zero === undefined) return [];
  const comparison = comparisonOf(one.moment.units, zero.moment.units, clusterOf, binary);
  return SCALES.flatMap((scale) =>
    targetsOf(target).map((own): DriverNumber => {
      const { estimate } = estimateContrast({ comparison }, scale, own, level);
      const quantity = quantityOf(estimate, scale === "difference" ? range : 1);
      const { familyDf = undefined } = estimate.status === "estimated" ? estimate : {};
      const inFamily = familyDf === undefined ? {} : { familyDf };
      return { scale, target: own, method: "pair", quantity, ...inFamily, pAdjusted: null };
    }),
  );
}

/** Whether the contrasts are orthogonal and of one variance, so that one spread can be read from all of them. */
function areComparable(contrasts: readonly PlannedContrast[]): boolean {
  const all = contrasts.map(({ weights }) => weights);
  const product = (one: Float64Array, other: Float64Array) =>
    one.reduce((sum, weight, arm) => sum + weight * (other[arm] ?? 0), 0);
  const [first] = all;
  if (first === undefined || first === null) return false;
  const length = product(first, first);
  return all.every((one, row) =>
    all.every((other, column) => {
      if (one === null || other === null) return false;
      return Math.abs(product(one, other) - (row === column ? length : 0)) < 1e-9;
    }),
  );
}

/** Each contrast judged by the spread of all of them, where no arm was run twice. */
function lenthNumbers(matter: ContrastMatter, contrasts: readonly PlannedContrast[]): DriverNumber[][] {
  const { scaled, level } = matter;
  const own = scaled.difference;
  if ("status" in own) return contrasts.map(() => []);
  const rates = own.arms.map(({ rate }) => rate);
  const effects = contrasts.map(({ weights }) => own.factor * weighted(weights, rates));
  const error = lenth(effects);
  return contrasts.map(({ weights }, index): DriverNumber[] => {
    const estimate = effects[index] ?? Number.NaN;
    if ("status" in error || weights === null) return [];
    const half = marginOfError(error, level);
    const reach = reachOf(own, weights);
    const quantity: Quantity = {
      status: "estimated",
      estimate,
      standardError: error.pse,
      df: error.df,
      interval: {
        lower: Math.max(-reach, estimate - half),
        upper: Math.min(reach, estimate + half),
        level,
        unbounded: false,
      },
      pValue: lenthPValue(estimate, error),
      reason: null,
    };
    return [{ scale: "difference", target: "suite-fixed", method: "lenth", quantity, pAdjusted: null }];
  });
}

/** The numbers of a contrast with the method and the target that are shown first. */
export type ContrastNumbers = Pick<DriverContrast, "numbers" | "shownMethod" | "shownTarget">;

function shown(numbers: readonly DriverNumber[], method: DriverMethod, fallback: Target): ContrastNumbers {
  const usable = numbers.find(
    (number) =>
      number.method === method && number.scale === "difference" && number.quantity.status === "estimated",
  );
  return { numbers: [...numbers], shownMethod: method, shownTarget: usable?.target ?? fallback };
}

/**
 * The numbers of every contrast: pairs by the estimator of leads with the pooled variance beside it; factorial ones
 * with pooled and with own variances; orthogonal ones by Lenth's method where no arm has a second run.
 */
export function contrastNumbers(
  matter: ContrastMatter,
  contrasts: readonly PlannedContrast[],
): ContrastNumbers[] {
  const { measured, target } = matter;
  const repeated = measured.arms.some(({ components }) => components.runs >= 2);
  const factorial = contrasts.filter(({ pair }) => pair === null);
  const unrepeated = repeated || !areComparable(factorial) ? [] : lenthNumbers(matter, factorial);
  return contrasts.map((contrast): ContrastNumbers => {
    const { weights, pair } = contrast;
    if (weights === null) {
      const reason = "the measured arms cannot tell this factor from the others";
      const numbers = targetsOf(target).map(
        (own): DriverNumber => ({
          scale: "difference",
          target: own,
          method: "pooled",
          quantity: notEstimable(reason),
          pAdjusted: null,
        }),
      );
      return shown(numbers, "pooled", target);
    }
    if (pair !== null) {
      const pooled = repeated ? weightedNumbers(matter, weights, "pooled", ["difference"]) : [];
      return shown([...pairNumbers(matter, pair), ...pooled], "pair", target);
    }
    const numbers = [
      ...weightedNumbers(matter, weights, "pooled"),
      ...(repeated ? weightedNumbers(matter, weights, "welch", ["difference"]) : []),
    ];
    const own = unrepeated[factorial.indexOf(contrast)] ?? [];
    return own.length > 0 ? shown([...own, ...numbers], "lenth", target) : shown(numbers, "pooled", target);
  });
}
