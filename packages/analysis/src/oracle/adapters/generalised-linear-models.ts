import { z } from "zod";
import { normalCdf } from "../../distributions/normal.js";
import { type BinomialData, fitBinomial } from "../../glm/binomial-fit.js";
import { firthProfile, fitFirth, haldaneLogOddsRatio } from "../../glm/firth.js";
import { geeIndependence } from "../../glm/gee-independence.js";
import { type ProfileLimits, profileLimits } from "../../glm/profile-limits.js";
import { fitQuasiBinomial } from "../../glm/quasi-binomial.js";
import { designMatrix, groupNumbers } from "../../linear/design-matrix.js";
import { formulaOf, type ModelData, ModelDataSchema, numbersOf } from "../model-data.js";
import type { OracleAdapters, OracleOutputs } from "../oracle-adapter.js";

/** Counts and design of a case; without a formula every other column is a covariate. */
function dataOf(
  inputs: unknown,
  notCovariates: readonly string[] = [],
): { model: ModelData; data: BinomialData } {
  const model = ModelDataSchema.parse(inputs);
  const formula = formulaOf(model, "k", ["n", ...notCovariates]);
  // Single trials may come as a 0/1 response by its own name.
  const events = numbersOf(model, "k" in model.columns ? "k" : formula.response);
  const trials = "n" in model.columns ? numbersOf(model, "n") : new Float64Array(events.length).fill(1);
  const { matrix } = designMatrix(formula, model.columns, events.length);
  return { model, data: { x: matrix, events, trials } };
}

function levelOf({ settings }: ModelData): number {
  const { level, alpha } = z
    .object({ level: z.number().optional(), alpha: z.number().optional() })
    .parse(settings);
  return level ?? (alpha === undefined ? 0.95 : 1 - alpha);
}

function limits(found: readonly ProfileLimits[]) {
  return {
    profile_lower: found.map(({ lower }) => lower ?? "-Inf"),
    profile_upper: found.map(({ upper }) => upper ?? "Inf"),
  };
}

function logistic(inputs: unknown): OracleOutputs {
  const { model, data } = dataOf(inputs);
  const fit = fitBinomial(data);
  if ("status" in fit) return { ...fit };
  const se = fit.covariance.diagonal().map(Math.sqrt);
  const wald = se.map((error, index) => (fit.coefficients[index] ?? 0) / error);
  return {
    beta: [...fit.coefficients],
    se,
    z: wald,
    p: wald.map((value) => 2 * normalCdf(-Math.abs(value))),
    deviance: fit.deviance,
    loglik: fit.logLikelihood,
    df_residual: fit.residualDf,
    vcov: fit.covariance.to2DArray(),
    ...limits(se.map((_, column) => profileLimits(data, fit, column, levelOf(model)))),
  };
}

function firth(inputs: unknown): OracleOutputs {
  const { model, data } = dataOf(inputs);
  const fit = fitFirth(data);
  if ("status" in fit) return { ...fit };
  const columns = [...fit.coefficients.keys()];
  const profiles = columns.map((column) => firthProfile(data, fit, column, levelOf(model)));
  return {
    beta: [...fit.coefficients],
    se: fit.covariance.diagonal().map(Math.sqrt),
    penalized_loglik: fit.penalizedLogLikelihood,
    ...limits(profiles),
    p_penalized_lr: profiles.map(({ pValue }) => pValue),
    ...(data.events.length === 2 ? { haldane_logor: haldaneLogOddsRatio(data.events, data.trials) } : {}),
  };
}

function quasi(inputs: unknown): OracleOutputs {
  const { data } = dataOf(inputs);
  const fit = fitQuasiBinomial(data);
  if ("status" in fit) return { ...fit };
  return {
    beta: [...fit.coefficients],
    se: [...fit.standardErrors],
    dispersion: fit.dispersion,
    t: [...fit.coefficients].map((value, index) => value / (fit.standardErrors[index] ?? Number.NaN)),
    p: [...fit.pValues],
    df: fit.df,
  };
}

function gee(inputs: unknown): OracleOutputs {
  const { model, data } = dataOf(inputs, ["cluster"]);
  const fit = geeIndependence(data, groupNumbers([model.columns.cluster ?? []], data.events.length));
  if ("status" in fit) return { ...fit };
  const se = fit.robustCovariance.diagonal().map(Math.sqrt);
  const wald = se.map((error, index) => ((fit.coefficients[index] ?? 0) / error) ** 2);
  return {
    beta: [...fit.coefficients],
    robust_se: se,
    wald,
    p: wald.map((value) => 2 * normalCdf(-Math.sqrt(value))),
    vcov: fit.robustCovariance.to2DArray(),
  };
}

/** Reference cases about generalised linear models. */
export const generalisedLinearModelAdapters: OracleAdapters = {
  glm_binomial_logit: logistic,
  firth_logistic: firth,
  quasibinomial_seed_level: quasi,
  gee_logit_independence: gee,
};
