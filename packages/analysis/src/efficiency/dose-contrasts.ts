import type { DoseShape, Target } from "@holdfast/core";
import type { ArmSet } from "../drivers/arm-set.js";
import { contrastCovariance, contrastVariance, type VarianceMethod } from "../drivers/contrast-variance.js";
import { weighted } from "../drivers/linear-fit.js";
import { largestTTails } from "../multiplicity/largest-t-tails.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { candidateShapes, shapeContrast } from "./candidate-shapes.js";
import { MINIMUM_DOSES } from "./emax.js";

/** Arms at doses, with how their spread is judged. */
export interface ContrastedDoses {
  readonly set: ArmSet;
  readonly doses: readonly { readonly arm: number; readonly dose: number }[];
  readonly method: VarianceMethod;
  readonly target: Target;
}

/** The statistics of all shapes on one number of degrees of freedom. */
export interface DoseContrasts {
  readonly df: number;
  readonly shapes: readonly { readonly shape: DoseShape; readonly t: number; readonly pAdjusted: number }[];
  /** The shape with the largest |t| if all runs had one variance: where arms keep their own, t tells surety, not likeness. */
  readonly nearest: DoseShape;
}

/**
 * Question: does the outcome depend on the dose at all, whichever of several shapes it may have?
 * Model: means of arms as in `contrast-variance`; the contrasts of `candidate-shapes` are jointly multivariate t.
 * Formula: t_m = c_m . y / se_m; p~_m = P(max |T| > |t_m|), two-sided, with the correlations of the contrasts and the
 *   smallest of their degrees of freedom for a family (ADR 14).
 * Units: none; t is positive where the outcome rises with the dose.
 * Not estimable when: there are fewer than four distinct doses; the variance of the contrasts is not known, or 0.
 * Source: Bretz, Pinheiro and Branson 2005 (MCP-Mod).
 * Checked against: R 4.2.2 DoseFinding 1.0-3 `MCTtest` (pooled variance, suite-fixed).
 */
export function doseContrasts({ set, doses, method, target }: ContrastedDoses): DoseContrasts | NotEstimable {
  const amounts = doses.map(({ dose }) => dose);
  if (new Set(amounts).size < MINIMUM_DOSES)
    return notEstimable(`shapes of a course are told apart by at least ${MINIMUM_DOSES} distinct doses`);
  const rates = set.arms.map(({ rate }) => rate);
  const runs = doses.map(({ arm }) => set.arms[arm]?.runs ?? Number.NaN);
  const pick = target === "prompt-general" ? "promptGeneral" : "suiteFixed";
  const shapes = candidateShapes(amounts).map((shape) => {
    const weights = new Float64Array(set.arms.length);
    shapeContrast(shape, amounts, runs).forEach((weight, index) => {
      const arm = doses[index]?.arm ?? 0;
      weights[arm] = (weights[arm] ?? 0) + weight;
    });
    return { shape: shape.name, weights, found: contrastVariance(set, weights, method)[pick] };
  });
  let df = Number.POSITIVE_INFINITY;
  const errors: number[] = [];
  for (const { found } of shapes) {
    if ("status" in found) return found;
    if (!(found.variance > 0)) return notEstimable("the runs of these arms do not differ at all");
    df = Math.min(df, found.familyDf ?? found.df);
    errors.push(Math.sqrt(found.variance));
  }
  const correlation = shapes.map((one, row) =>
    shapes.map((other, column) => {
      if (row === column) return 1;
      const covariance = contrastCovariance(set, one.weights, other.weights, method)[pick];
      if ("status" in covariance) return Number.NaN;
      // Each pair's parts are clipped on their own, which may leave a correlation a rounding beyond its range.
      const own = covariance.cross / ((errors[row] ?? 0) * (errors[column] ?? 0));
      return Math.max(-1, Math.min(1, own));
    }),
  );
  const nearest = shapes.reduce<{ readonly shape: DoseShape; readonly likeness: number }>(
    (most, { shape, weights }) => {
      const length = doses.reduce(
        (sum, { arm }, index) => sum + (weights[arm] ?? 0) ** 2 / (runs[index] ?? 1),
        0,
      );
      const likeness = Math.abs(weighted(weights, rates)) / Math.sqrt(length);
      return likeness > most.likeness ? { shape, likeness } : most;
    },
    { shape: "linear", likeness: 0 },
  );
  const statistics = shapes.map(({ weights }, index) => weighted(weights, rates) / (errors[index] ?? 0));
  const tails = largestTTails(correlation, df, statistics.map(Math.abs));
  return {
    df,
    nearest: nearest.shape,
    shapes: shapes.map(({ shape }, index) => ({
      shape,
      t: statistics[index] ?? Number.NaN,
      pAdjusted: tails[index] ?? Number.NaN,
    })),
  };
}
