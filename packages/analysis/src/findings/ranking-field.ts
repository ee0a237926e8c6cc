import type { Target } from "@holdfast/core";
import { criticalT } from "../distributions/student-t.js";
import { type ArmComponents, armComponents, sampleVariance } from "../effects/arm-components.js";
import type { ArmPosterior } from "../effects/arm-posteriors.js";
import { crossArms } from "../effects/crossed-pair.js";
import { MINIMUM_CLUSTERS, promptVariance, type VarianceEstimate } from "../effects/two-way-components.js";
import { wilson } from "../intervals/wilson.js";
import type { ArmMoment } from "../measure/arm-moment.js";
import { matrixOfUnits, sharedLevel, valuesOfUnits } from "../measure/comparison-of.js";

/** An arm among those that are ranked. */
export interface Contender {
  readonly name: string;
  readonly moment: ArmMoment;
  readonly components: ArmComponents;
}

/** Contenders on shared prompts, with the variance of the difference of any two. */
export interface Field {
  readonly contenders: readonly Contender[];
  readonly target: Target;
  readonly between: (one: Contender, other: Contender) => VarianceEstimate;
  /** Independent scenarios behind an arm, for one that does not vary. */
  readonly clusters: number;
}

function pairVariance(one: Contender, other: Contender, sizes: Float64Array | null): VarianceEstimate {
  const [a, b] = [one.components, other.components];
  const seed = a.seed + b.seed;
  const seedParts = a.seed ** 2 / (a.runs - 1) + b.seed ** 2 / (b.runs - 1);
  const welch = a.runs + b.runs - 2;
  if (sizes === null)
    return { variance: seed, df: seedParts > 0 ? Math.max(1, seed ** 2 / seedParts) : welch };
  const residual = a.residual + b.residual;
  const prompt = promptVariance(a, b, sizes);
  const variance = Math.max(seed - residual, 0) + Math.max(prompt - residual, 0) + residual;
  const df = sizes.length - 1;
  const parts =
    seedParts +
    prompt ** 2 / df +
    a.residual ** 2 / ((a.runs - 1) * df) +
    b.residual ** 2 / ((b.runs - 1) * df);
  return { variance, df: variance > 0 && parts > 0 ? Math.max(1, variance ** 2 / parts) : welch };
}

/** The arms on the prompts that all their runs share, for the plan's target where it can be asked for. */
export function fieldOf(
  moments: readonly { readonly name: string; readonly moment: ArmMoment }[],
  clusterOf: Int32Array,
  binary: boolean,
  own: Target,
): Field | null {
  const level = sharedLevel(
    moments.map(({ moment }) => moment.units),
    binary,
  );
  if (level === "samples") {
    const crossed = crossArms(
      moments.map(({ moment }) => matrixOfUnits(moment.units, clusterOf.length)),
      clusterOf,
    );
    if ("status" in crossed) return null;
    const { sizes } = crossed;
    const contenders = moments.flatMap(({ name, moment }, index) => {
      const arm = crossed.arms[index];
      return arm === undefined ? [] : [{ name, moment, components: armComponents(arm, sizes) }];
    });
    const target = sizes.length < MINIMUM_CLUSTERS ? "suite-fixed" : own;
    const promptSizes = target === "prompt-general" ? sizes : null;
    return {
      contenders,
      target,
      clusters: sizes.length,
      between: (one, other) => pairVariance(one, other, promptSizes),
    };
  }
  const contenders = moments.map(({ name, moment }): Contender => {
    const runRates = Float64Array.from(valuesOfUnits(moment.units, level), ({ rate }) => rate);
    const runs = runRates.length;
    const rate = runRates.reduce((sum, value) => sum + value, 0) / runs;
    const seed = sampleVariance(runRates) / runs;
    return {
      name,
      moment,
      components: { runs, rate, runRates, clusterMeans: new Float64Array(0), seed, residual: 0 },
    };
  });
  return {
    contenders,
    target: "suite-fixed",
    clusters: 0,
    between: (one, other) => pairVariance(one, other, null),
  };
}

/** Own variances that add up to those of the pairs as nearly as least squares can make them; 0 at least. */
function ownVariances(count: number, between: (one: number, other: number) => number): number[] {
  const sums = Array.from({ length: count }, (_, one) => {
    let sum = 0;
    for (let other = 0; other < count; other += 1) if (other !== one) sum += between(one, other);
    return sum;
  });
  if (count === 2) return sums.map((sum) => sum / 2);
  const total = sums.reduce((sum, value) => sum + value, 0) / (2 * (count - 1));
  return sums.map((sum) => Math.max(0, (sum - total) / (count - 2)));
}

/** Variance of an arm none of whose runs varies: from its Wilson interval on the number of clusters. */
function unvaryingVariance(rate: number, clusters: number, df: number): number {
  if (clusters < 2) return 0;
  const critical = criticalT(0.95, df);
  const { lower, upper } = wilson(rate, clusters, critical);
  return ((upper - lower) / (2 * critical)) ** 2;
}

/** What is believed of each contender, higher is better; null where of one nothing is known of how it varies. */
export function posteriorsOf(
  { contenders, between, clusters }: Field,
  better: -1 | 1,
): ArmPosterior[] | null {
  const pairs = contenders.map((one) =>
    contenders.map((other) => (one === other ? null : between(one, other))),
  );
  const variances = ownVariances(contenders.length, (one, other) => pairs[one]?.[other]?.variance ?? 0);
  const posteriors = contenders.map(({ components }, index): ArmPosterior => {
    const df = Math.min(...(pairs[index] ?? []).flatMap((pair) => (pair === null ? [] : [pair.df])));
    const own = variances[index] ?? 0;
    const variance = own > 0 ? own : unvaryingVariance(components.rate, clusters, df);
    return { centre: better * components.rate, scale: Math.sqrt(variance), df };
  });
  return posteriors.every(({ scale }) => scale > 0) ? posteriors : null;
}
