import { z } from "zod";
import { criticalT } from "../../distributions/student-t.js";
import { armComponents } from "../../effects/arm-components.js";
import { probabilitiesHighest } from "../../effects/arm-posteriors.js";
import { crossArms } from "../../effects/crossed-pair.js";
import { pooledDesign } from "../../effects/pooled-design.js";
import { shiftedPermutations } from "../../effects/shifted-permutations.js";
import { pairedBySeed } from "../../estimators/paired-by-seed.js";
import { pooledDesignEffect } from "../../estimators/pooled-design-effect.js";
import { firthLogOdds } from "../../intervals/firth-log-odds.js";
import { notEstimable } from "../../not-estimable.js";
import type { OracleAdapters } from "../oracle-adapter.js";

const level = z.number().gt(0).lt(1).default(0.95);

/** JSON has no infinity: the normal is `null`, or one of the words for it. */
const degrees = z
  .union([z.number(), z.null(), z.enum(["Inf", "Infinity", "inf"])])
  .transform((df) => (typeof df === "number" ? df : Number.POSITIVE_INFINITY));

const twoRates = z.looseObject({
  k1: z.number(),
  n1: z.number(),
  k0: z.number(),
  n0: z.number(),
  df: degrees.default(Number.POSITIVE_INFINITY),
  level,
});
const twoRuns = z.looseObject({ a: z.array(z.number()), b: z.array(z.number()), level });
const posteriors = z.looseObject({
  centre: z.array(z.number()),
  scale: z.array(z.number()),
  df: z.array(z.number()),
});
const pooledArms = z.looseObject({
  /** Events of each prompt, one list a run; `arm` and `control` are compared. */
  arms: z.record(z.string(), z.array(z.array(z.number()))),
  epochs: z.number().positive(),
  target: z.enum(["prompt-general", "suite-fixed"]),
  level,
});

function matrixOf(runs: readonly (readonly number[])[], epochs: number) {
  const events = runs.flat();
  return {
    runs: runs.length,
    prompts: runs[0]?.length ?? 0,
    cells: Float64Array.from(events, (count) => count / epochs),
    scores: new Float64Array(events.length).fill(epochs),
  };
}

function pooledCase(inputs: unknown) {
  const { arms, epochs, target, level: at } = pooledArms.parse(inputs);
  const names = Object.keys(arms);
  const matrices = names.map((name) => matrixOf(arms[name] ?? [], epochs));
  const clusterOf = Int32Array.from({ length: matrices[0]?.prompts ?? 0 }, (_, prompt) => prompt);
  const crossed = crossArms(matrices, clusterOf);
  if ("status" in crossed) return crossed;
  const { sizes } = crossed;
  const spreads = crossed.arms.map((arm, index) => {
    const { rate, runs, seed } = armComponents(arm, sizes);
    return { name: names[index] ?? "", runs, seed, independent: (rate * (1 - rate)) / arm.observations };
  });
  const design = pooledDesign(spreads);
  if ("status" in design) return design;
  const [arm, control] = ["arm", "control"].map((name) => crossed.arms[names.indexOf(name)]);
  if (arm === undefined || control === undefined) return notEstimable("there is no `arm` or no `control`");
  const pair = {
    arm,
    control,
    sizes,
    clusters: sizes.length,
    prompts: crossed.prompts,
    dropped: crossed.dropped,
  };
  const found = pooledDesignEffect.estimate(
    { level: "samples", binary: true, pair },
    { scale: "difference", target, level: at, pooled: () => design },
  );
  if (found.status === "not-estimable") return found;
  return {
    phi: design.phi,
    df: design.df,
    est: found.estimate,
    lower: found.interval?.lower,
    upper: found.interval?.upper,
    p: found.pValue,
  };
}

/** Reference cases about leads and the arms that may be the best. */
export const effectAdapters: OracleAdapters = {
  pooled_design_effect: pooledCase,
  firth_two_rates: (inputs) => {
    const { k1, n1, k0, n0, df, level: at } = twoRates.parse(inputs);
    const { estimate, standardError, lower, upper, pValue } = firthLogOdds(
      { events: k1, observations: n1 },
      { events: k0, observations: n0 },
      criticalT(at, df),
      df,
    );
    return { est: estimate, se: standardError, lower, upper, p: pValue };
  },
  permutation_of_runs: (inputs) => {
    const { a, b, level: at } = twoRuns.parse(inputs);
    const found = shiftedPermutations(Float64Array.from(a), Float64Array.from(b), at);
    if (found === null) return notEstimable("no run differs from any other");
    return { est: found.estimate, p: found.pValue, lower: found.lower, upper: found.upper };
  },
  paired_runs: (inputs) => {
    const { a, b, level: at } = twoRuns.parse(inputs);
    const values = (rates: readonly number[]) =>
      rates.map((rate) => ({ rate, observations: null, standardError: null }));
    const found = pairedBySeed.estimate(
      { level: "point", binary: true, paired: true, arm: values(a), control: values(b) },
      { scale: "difference", target: "suite-fixed", level: at },
    );
    if (found.status === "not-estimable") return found;
    return { est: found.estimate, se: found.standardError, df: found.df };
  },
  probability_highest: (inputs) => {
    const { centre, scale, df } = posteriors.parse(inputs);
    return {
      probability: probabilitiesHighest(
        centre.map((value, index) => ({ centre: value, scale: scale[index] ?? 1, df: df[index] ?? 1 })),
      ),
    };
  },
};
