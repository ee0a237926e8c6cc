import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { digamma, trigamma, trigammaInverse } from "../numeric/polygamma.js";

/** Variances drawn together, with what they were drawn towards. */
export interface ModeratedVariances {
  /** Degrees of freedom that the common distribution is worth; Infinity where the variances do not differ. */
  readonly priorDf: number;
  readonly priorVariance: number;
  readonly variances: Float64Array;
}

/** A zero variance is lifted to this share of the median, as its logarithm is needed. */
const LIFT = 1e-5;

function median(values: Float64Array): number {
  const sorted = values.toSorted();
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/**
 * Question: what is each of many variances (of evals, of arms), when each has few degrees of freedom?
 * Model: s_i^2 ~ sigma_i^2 chi2(d_i)/d_i; 1/sigma_i^2 scaled chi-squared with d0 df around 1/s0^2.
 * Formula: d0 and s0^2 from mean and variance of log s_i^2; posterior (d0 s0^2 + d_i s_i^2) / (d0 + d_i).
 * Units: those of the variances.
 * Not estimable when: there is no variance with degrees of freedom.
 * Source: Smyth 2004.
 * Checked against: limma 3.54.1.
 *
 * @param df degrees of freedom of each variance; one without any only receives
 */
export function moderateVariances(
  variances: Float64Array,
  df: Float64Array,
): ModeratedVariances | NotEstimable {
  const known = [...variances.keys()].filter((index) => {
    const own = variances[index] ?? Number.NaN;
    return (df[index] ?? 0) > 1e-15 && Number.isFinite(df[index]) && own > -1e-15 && Number.isFinite(own);
  });
  if (known.length === 0) return notEstimable("no variance has degrees of freedom");
  const given = Float64Array.from(known, (index) => Math.max(0, variances[index] ?? 0));
  const own = Float64Array.from(known, (index) => df[index] ?? 0);
  if (known.length === 1) {
    return { priorDf: 0, priorVariance: given[0] ?? Number.NaN, variances: variances.slice() };
  }
  const middle = median(given);
  const lifted = given.map((value) => Math.max(value, LIFT * (middle === 0 ? 1 : middle)));
  const logs = lifted.map((value, index) => {
    const half = (own[index] ?? 0) / 2;
    return Math.log(value) - digamma(half) + Math.log(half);
  });
  const centre = mean(logs);
  let squares = 0;
  for (const value of logs) squares += (value - centre) ** 2;
  const spread = squares / (logs.length - 1) - mean(own.map((value) => trigamma(value / 2)));
  const priorDf = spread > 0 ? 2 * trigammaInverse(spread) : Number.POSITIVE_INFINITY;
  const half = priorDf / 2;
  const priorVariance = spread > 0 ? Math.exp(centre + digamma(half) - Math.log(half)) : mean(lifted);
  return {
    priorDf,
    priorVariance,
    variances: variances.map((value, index) => {
      const weight = df[index] ?? 0;
      if (weight === 0 || priorDf === Number.POSITIVE_INFINITY) return priorVariance;
      return (priorDf * priorVariance + weight * value) / (priorDf + weight);
    }),
  };
}
