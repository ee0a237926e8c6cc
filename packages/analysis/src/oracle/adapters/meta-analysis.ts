import { Matrix } from "ml-matrix";
import { z } from "zod";
import { criticalT, studentTTwoSided } from "../../distributions/student-t.js";
import type { HeterogeneityMethod } from "../../synthesis/heterogeneity.js";
import { independentSuites } from "../../synthesis/independent-suites.js";
import { predictionInterval, type RandomEffects, randomEffects } from "../../synthesis/random-effects.js";
import type { OracleAdapter, OracleAdapters, OracleOutputs } from "../oracle-adapter.js";

const METHODS = {
  FE: "fixed",
  CE: "fixed",
  EE: "fixed",
  DL: "dersimonian-laird",
  PM: "paule-mandel",
  ML: "ml",
  REML: "reml",
} as const satisfies Readonly<Record<string, HeterogeneityMethod>>;

const settings = {
  method: z.enum(["FE", "CE", "EE", "DL", "PM", "ML", "REML"]).default("REML"),
  level: z.number().gt(0).lt(1).default(0.95),
};

const UnivariateSchema = z.looseObject({ yi: z.array(z.number()), vi: z.array(z.number()), ...settings });

const MultivariateSchema = z.looseObject({
  yi: z.array(z.number()),
  V: z.array(z.array(z.number())),
  /** One row an estimate; an intercept alone where it is left out. */
  X: z.array(z.array(z.number())).optional(),
  ...settings,
});

function whole<T extends object>(
  result: T | { readonly status: "not-estimable"; readonly reason: string },
): T {
  if ("status" in result) throw new RangeError(`not estimable, because ${result.reason}`);
  return result;
}

/** The first coefficient as metafor prints it, by the normal and by Hartung and Knapp's t. */
function named(fit: RandomEffects, level: number): OracleOutputs {
  const beta = fit.coefficients[0] ?? Number.NaN;
  const variance = fit.covariance.get(0, 0);
  const se = Math.sqrt(variance);
  const scaled = fit.scale * variance;
  const hksj = Math.sqrt(scaled);
  const normal = criticalT(level, Number.POSITIVE_INFINITY);
  const t = criticalT(level, fit.df);
  const { lower, upper } = predictionInterval(beta, { variance: scaled, tau2: fit.tau2, df: fit.df }, level);
  return {
    beta,
    se,
    tau2: fit.tau2,
    I2: fit.i2,
    Q: fit.q,
    Qp: fit.qPValue,
    lower: beta - normal * se,
    upper: beta + normal * se,
    hksj_se: hksj,
    hksj_lower: beta - t * hksj,
    hksj_upper: beta + t * hksj,
    hksj_p: studentTTwoSided(beta / hksj, fit.df),
    pi_lower: lower,
    pi_upper: upper,
  };
}

/** One suite alone is its own mean, as metafor prints it; nothing is known of how suites differ. */
function alone(estimate: number, variance: number, level: number): OracleOutputs {
  const se = Math.sqrt(variance);
  const half = criticalT(level, Number.POSITIVE_INFINITY) * se;
  return { beta: estimate, se, tau2: 0, I2: 0, Q: 0, Qp: 1, lower: estimate - half, upper: estimate + half };
}

const metaAnalysis: OracleAdapter = (inputs) => {
  const { yi, vi, method, level } = UnivariateSchema.parse(inputs);
  const [only] = yi;
  if (yi.length === 1 && only !== undefined) return alone(only, vi[0] ?? Number.NaN, level);
  const design = Matrix.ones(yi.length, 1);
  const suites = { estimates: Float64Array.from(yi), variances: Float64Array.from(vi), design };
  return named(whole(randomEffects(suites, METHODS[method])), level);
};

const multivariate: OracleAdapter = (inputs) => {
  const { yi, V, X, method, level } = MultivariateSchema.parse(inputs);
  const suites = independentSuites({
    estimates: Float64Array.from(yi),
    covariance: new Matrix(V),
    design: X === undefined ? Matrix.ones(yi.length, 1) : new Matrix(X),
  });
  const fit = whole(randomEffects(suites, METHODS[method]));
  const coefficients = [...fit.coefficients];
  return {
    ...named(fit, level),
    coefficients,
    standardErrors: coefficients.map((_, index) => Math.sqrt(fit.covariance.get(index, index))),
    covariance: fit.covariance.to2DArray(),
  };
};

/** Reference cases about meta analysis. */
export const metaAnalysisAdapters: OracleAdapters = {
  meta_analysis: metaAnalysis,
  multivariate_meta_analysis: multivariate,
};
