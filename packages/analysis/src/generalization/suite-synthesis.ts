import type { Quantity, Suite, SuiteSynthesis } from "@holdfast/core";
import { Matrix } from "ml-matrix";
import { CHECKPOINT_REASON } from "../effects/effect-estimate.js";
import { tQuantity } from "../effects/t-quantity.js";
import { independentSuites } from "../synthesis/independent-suites.js";
import { predictionInterval, type RandomEffects, randomEffects } from "../synthesis/random-effects.js";

/** Fewer far suites than this do not tell what a new one would show. */
export const PREDICTION_SUITES = 3;

function designOf(suites: readonly Suite[]): { design: Matrix; columns: readonly ("near" | "far")[] } {
  const columns = (["near", "far"] as const).filter((side) => suites.some((suite) => suite.side === side));
  return {
    design: new Matrix(suites.map((suite) => columns.map((side) => (suite.side === side ? 1 : 0)))),
    columns,
  };
}

/** What a synthesis is made from. */
export type Weighed = Pick<
  SuiteSynthesis,
  "arm" | "control" | "stage" | "basis" | "target" | "scope" | "method" | "level" | "correlation" | "suites"
>;

interface Fit extends RandomEffects {
  readonly columns: readonly ("near" | "far")[];
  readonly tDf: number;
}

/** A contrast of the fitted means; Hartung and Knapp's scale is not let below 1. */
function contrast(fit: Fit, weights: readonly number[]): { estimate: number; variance: number } {
  const vector = Matrix.columnVector([...weights]);
  const estimate = weights.reduce((sum, weight, index) => sum + weight * (fit.coefficients[index] ?? 0), 0);
  const variance = vector.transpose().mmul(fit.covariance).mmul(vector).get(0, 0) * Math.max(1, fit.scale);
  return { estimate, variance };
}

function quantity(fit: Fit, weights: readonly number[], level: number, isRecipe: boolean): Quantity {
  const found = tQuantity({ ...contrast(fit, weights), df: fit.tDf }, level);
  return isRecipe ? found : { ...found, pValue: null, reason: found.reason ?? CHECKPOINT_REASON };
}

function predictionOf(
  fit: Fit | null,
  far: number,
  level: number,
  reason: string,
): SuiteSynthesis["prediction"] {
  if (far < PREDICTION_SUITES)
    return {
      interval: null,
      reason: `${far} suite${far === 1 ? " is" : "s are"} far from the training data, and ${PREDICTION_SUITES} are needed to say what a new one would show`,
    };
  if (fit === null) return { interval: null, reason };
  const { estimate, variance } = contrast(
    fit,
    fit.columns.map((side) => (side === "far" ? 1 : 0)),
  );
  return {
    interval: predictionInterval(estimate, { variance, tau2: fit.tau2, df: fit.tDf }, level),
    reason: null,
  };
}

function fitOf({ suites, correlation, method }: Weighed): Fit | string {
  const { design, columns } = designOf(suites);
  const covariance = new Matrix(
    suites.map((one, row) =>
      suites.map(
        (other, column) => one.standardError * other.standardError * (row === column ? 1 : correlation),
      ),
    ),
  );
  const estimates = Float64Array.from(suites, ({ lead }) => lead);
  const found = randomEffects(independentSuites({ estimates, covariance, design }), method);
  if ("status" in found) return found.reason;
  const smallest = Math.min(...suites.map(({ df }) => df ?? Number.POSITIVE_INFINITY));
  return { ...found, columns, tDf: Math.min(found.df, smallest) };
}

/**
 * Question: what do all suites say together, near the training data and far from it, and what would a new one show?
 * Model: leads y ~ (X b, V + tau2 I); V from the leads' own variances and the one correlation that shared runs give;
 *   X tells near from far.
 * Formula: tau2 by the method (REML unless asked); generalised least squares; Hartung-Knapp scale, at least 1; t on the smaller of k - p and the
 *   smallest df of a lead; prediction interval b_far -+ t sqrt(tau2 + se^2).
 * Units: shares of the evals' scales, positive = better.
 * Not estimable when: there are no more suites than means; the prediction with fewer than three far suites.
 * Source: Gleser and Olkin 2009; Hartung and Knapp 2001; Higgins, Thompson and Spiegelhalter 2009; Jackson et al. 2017
 *   for the scale of at least 1.
 * Checked against: metafor 3.8-1 `rma.mv` and `rma`, through the kernels.
 */
export function suiteSynthesis(weighed: Weighed): SuiteSynthesis {
  const { suites, level } = weighed;
  const found = fitOf(weighed);
  const fit = typeof found === "string" ? null : found;
  const reason = typeof found === "string" ? found : "";
  const missing = (why: string): Quantity => ({ status: "not-estimable", reason: why });
  const isRecipe = weighed.scope === "recipe";
  const meanOf = (side: "near" | "far"): Quantity => {
    if (fit === null) return missing(reason);
    if (!fit.columns.includes(side))
      return missing(`no suite with an error is ${side === "near" ? "near" : "far from"} the training data`);
    return quantity(
      fit,
      fit.columns.map((own) => (own === side ? 1 : 0)),
      level,
      isRecipe,
    );
  };
  const difference = (): Quantity => {
    if (fit === null) return missing(reason);
    return fit.columns.length < 2
      ? missing("suites of one side only can be taken together")
      : quantity(fit, [-1, 1], level, isRecipe);
  };
  const far = suites.filter(({ side }) => side === "far").length;
  return {
    ...weighed,
    near: meanOf("near"),
    far: meanOf("far"),
    difference: difference(),
    prediction: predictionOf(fit, far, level, reason),
    tau2: fit?.tau2 ?? null,
    i2: fit?.i2 ?? null,
  };
}
