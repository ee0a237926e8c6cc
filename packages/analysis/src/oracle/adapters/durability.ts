import { z } from "zod";
import { criticalT, studentTCdf, studentTTwoSided } from "../../distributions/student-t.js";
import { contrastVariance } from "../../durability/covariance.js";
import { decayFits } from "../../durability/decay-fit.js";
import { type OneSidedTests, oneSidedTests } from "../../durability/equivalence.js";
import {
  type ExponentialRegression,
  exponentialRegression,
} from "../../durability/exponential-regression.js";
import { type FiellerResult, fieller } from "../../durability/fieller.js";
import { retentionContrast } from "../../durability/non-inferiority.js";
import { ratioApproximations } from "../../durability/ratio-approximations.js";
import { runLeads } from "../../durability/run-leads.js";
import { type StageRow, stageMixedModel } from "../../durability/stage-mixed-model.js";
import { withinRunCovariance } from "../../durability/within-run-covariance.js";
import { sampleVariance } from "../../effects/arm-components.js";
import { runVariance } from "../../effects/run-variance.js";
import { pooledRuns } from "../../multiplicity/pooled-runs.js";
import { type NotEstimable, notEstimable } from "../../not-estimable.js";
import type { OracleAdapters, OracleOutputs } from "../oracle-adapter.js";

const values = z.array(z.number()).transform((list) => Float64Array.from(list));
const level = z.number().gt(0).lt(1).default(0.95);
const name = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const fiellerInputs = z.object({
  num: z.number(),
  den: z.number(),
  v_num: z.number(),
  cov: z.number().default(0),
  v_den: z.number(),
  df: z.number().nullish(),
  level,
});

const retentionInputs = z.object({
  ctl_sft: values,
  ctl_rl: values,
  arm_sft: values,
  arm_rl: values,
  df: z.number().optional(),
  ni_fraction: z.number().default(0.5),
  level,
});

const longInputs = z.object({
  run: z.array(name),
  arm: z.array(name),
  post: z.array(name),
  y: z.array(z.number()),
  level,
});

const pairInputs = z.object({
  a: values,
  b: values,
  low: z.number(),
  high: z.number(),
  usevar: z.enum(["pooled", "unequal", "welch"]).default("pooled"),
});

const curveInputs = z.object({ t: values, y: values, level });

const courseInputs = z.object({
  t: values,
  arm: z.array(values),
  control: z.array(values),
  level,
});

function meanOf(list: Float64Array): number {
  return list.reduce((sum, value) => sum + value, 0) / list.length;
}

function setOutputs(found: FiellerResult | NotEstimable): OracleOutputs {
  if ("status" in found) return { kind: "not-estimable", reason: found.reason };
  const { kind, lower, upper } = found.set;
  if (kind === "interval" || kind === "exclusive") return { kind, lower, upper, g: found.g };
  return {
    kind,
    lower: lower ?? Number.NEGATIVE_INFINITY,
    upper: upper ?? Number.POSITIVE_INFINITY,
    g: found.g,
  };
}

function testOutputs(tests: OneSidedTests, df: number): OracleOutputs {
  return {
    p: tests.pValue,
    t_lower: tests.lower.t,
    p_lower: tests.lower.pValue,
    t_upper: tests.upper.t,
    p_upper: tests.upper.pValue,
    df,
  };
}

function fit(inputs: unknown, plateau: boolean): { own: ExponentialRegression; level: number } {
  const { t, y, level: asked } = curveInputs.parse(inputs);
  const own = exponentialRegression(t, y, { plateau });
  if ("status" in own) throw new Error(own.reason);
  return { own, level: asked };
}

/** What both curves give: sigma, errors, half-life and the profile of the rate. */
function curveOutputs({ own, level: asked }: ReturnType<typeof fit>): OracleOutputs {
  const errors = own.covariance?.map((row, place) => Math.sqrt(row[place] ?? Number.NaN)) ?? [];
  const halfLife = Math.LN2 / own.rate;
  const relative = (errors.at(-1) ?? Number.NaN) / Math.abs(own.rate);
  const { lower, upper } = own.profile(asked);
  return {
    a: own.start,
    k: own.rate,
    sigma: own.sigma,
    vcov: own.covariance,
    se_a: errors[0],
    se_k: errors.at(-1),
    half_life: halfLife,
    half_life_se_delta: Math.abs(halfLife) * relative,
    log_half_life_se: relative,
    profile_k_lower: lower,
    profile_k_upper: upper,
  };
}

/** Rows by run, with arms and stages in the order of their names. */
function longRows(inputs: unknown): { rows: StageRow[]; level: number } {
  const { run, arm, post, y, level: asked } = longInputs.parse(inputs);
  const first = (list: readonly string[]) => [...new Set(list)].sort()[0];
  const [control, before] = [first(arm), first(post)];
  return {
    level: asked,
    rows: y.map((value, row) => ({
      run: `${run[row]} ${arm[row]}`,
      arm: arm[row] === control ? 0 : 1,
      post: post[row] === before ? 0 : 1,
      value,
    })),
  };
}

/** Change scores of the runs of one arm that have both stages. */
function changes(rows: readonly StageRow[], arm: 0 | 1): Float64Array {
  const runs = [...new Set(rows.filter((row) => row.arm === arm).map(({ run }) => run))];
  return Float64Array.from(
    runs.flatMap((run) => {
      const at = (post: 0 | 1) => rows.find((row) => row.run === run && row.post === post)?.value;
      const [from, to] = [at(0), at(1)];
      return from === undefined || to === undefined ? [] : [to - from];
    }),
  );
}

/** The difference of two sets of runs, with its variance: pooled over both, or each with its own. */
function meanDifference(one: Float64Array, zero: Float64Array, pooled: boolean) {
  if (!pooled) return runVariance(one, zero);
  const found = pooledRuns([[...one]], [...zero]);
  if ("status" in found) return found;
  return { variance: (found.contrasts[0]?.standardError ?? Number.NaN) ** 2, df: found.df };
}

function changeOutputs(arm: Float64Array, control: Float64Array, asked: number): OracleOutputs {
  const did = meanOf(arm) - meanOf(control);
  const welch = meanDifference(arm, control, false);
  const pooled = meanDifference(arm, control, true);
  if ("status" in welch) return { did, reason: welch.reason };
  if ("status" in pooled) return { did, reason: pooled.reason };
  const outputs = (prefix: string, { variance, df }: { variance: number; df: number }) => {
    const error = Math.sqrt(variance);
    const half = criticalT(asked, df) * error;
    return {
      [`${prefix}_t`]: did / error,
      [`${prefix}_se`]: error,
      [`${prefix}_df`]: df,
      [`${prefix}_p`]: studentTTwoSided(did / error, df),
      [`${prefix}_lower`]: did - half,
      [`${prefix}_upper`]: did + half,
    };
  };
  return { did, ...outputs("welch", welch), ...outputs("pooled", pooled) };
}

/** Reference cases about durability. */
export const durabilityAdapters: OracleAdapters = {
  fieller: (inputs) => {
    const { num, den, v_num, cov, v_den, df, level: asked } = fiellerInputs.parse(inputs);
    const covariance = { from: v_den, to: v_num, cross: cov };
    const leads = { from: den, to: num, covariance, df: df ?? Number.POSITIVE_INFINITY };
    return { ...setOutputs(fieller(leads, asked)), ratio: num / den };
  },
  retained_fraction_fieller_from_runs: (inputs) => {
    const given = retentionInputs.parse(inputs);
    const { level: asked, ni_fraction: share } = given;
    const own = runLeads(
      { from: given.arm_sft, to: given.arm_rl },
      { from: given.ctl_sft, to: given.ctl_rl },
      { lower: share, upper: share },
    );
    if ("status" in own) return { ...own };
    const leads = { ...own, df: given.df ?? own.df };
    const { kind, lower, upper, g } = setOutputs(fieller(leads, asked));
    const near = ratioApproximations(leads, asked);
    const claim = retentionContrast(leads, 1, share, asked);
    const t = claim.estimate / claim.standardError;
    const did = leads.to - leads.from;
    const error = Math.sqrt(contrastVariance(leads.covariance, 1));
    return {
      d_sft: leads.from,
      d_rl: leads.to,
      v_sft: leads.covariance.from,
      cov: leads.covariance.cross,
      v_rl: leads.covariance.to,
      df: leads.df,
      ratio: near.ratio,
      kind,
      g,
      fieller_kind: kind,
      fieller_lower: lower,
      fieller_upper: upper,
      delta_se: near.deltaStandardError,
      log_ratio_lower: near.logRatio?.lower ?? null,
      log_ratio_upper: near.logRatio?.upper ?? null,
      ni_contrast: claim.estimate,
      ni_se: claim.standardError,
      ni_t: t,
      ni_p_effect_negative: studentTCdf(t, leads.df),
      ni_p_effect_positive: studentTCdf(-t, leads.df),
      did,
      did_se: error,
      did_t: did / error,
      did_p: studentTTwoSided(did / error, leads.df),
    };
  },
  difference_in_differences: (inputs) => {
    const { rows, level: asked } = longRows(inputs);
    const model = stageMixedModel(rows);
    const mixed =
      "status" in model ? {} : { lmer_did: model.estimate, lmer_se: model.standardError, lmer_df: model.df };
    return { ...changeOutputs(changes(rows, 1), changes(rows, 0), asked), ...mixed };
  },
  tost_two_sample: (inputs) => {
    const { a, b, usevar, ...range } = pairInputs.parse(inputs);
    const found = meanDifference(a, b, usevar === "pooled");
    if ("status" in found) return { ...found };
    const error = Math.sqrt(found.variance);
    if (error === 0) return { ...notEstimable("nothing varies that a test could rest on") };
    return testOutputs(oneSidedTests(meanOf(a) - meanOf(b), error, found.df, range), found.df);
  },
  tost_paired: (inputs) => {
    const { a, b, ...range } = pairInputs.parse(inputs);
    const change = a.map((value, index) => value - (b[index] ?? Number.NaN));
    const error = Math.sqrt(sampleVariance(change) / change.length);
    if (error === 0) return { ...notEstimable("nothing varies that a test could rest on") };
    const df = change.length - 1;
    return testOutputs(oneSidedTests(meanOf(change), error, df, range), df);
  },
  nls_exponential: (inputs) => curveOutputs(fit(inputs, false)),
  nls_exponential_asymptote: (inputs) => {
    const found = fit(inputs, true);
    const { own } = found;
    return {
      ...curveOutputs(found),
      c: own.plateau,
      se: own.covariance?.map((row, place) => Math.sqrt(row[place] ?? Number.NaN)),
    };
  },
  decay_of_runs: (inputs) => {
    const { t, arm, control, level: asked } = courseInputs.parse(inputs);
    const covariance = withinRunCovariance({ times: t, arm, control });
    const found = decayFits({ times: t, arm, control }, asked);
    if ("status" in found) throw new Error(found.reason);
    const [plateau] = found.fits;
    return {
      phi: covariance?.neighbours,
      sigma: covariance === null ? null : Math.sqrt(covariance.spread),
      start: plateau?.start,
      plateau: plateau?.plateau,
      k: plateau?.rate,
    };
  },
};
