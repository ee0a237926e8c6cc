import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { inverseOfTriangle } from "../linear/least-squares.js";
import { derivativesOf } from "../numeric/differences.js";
import type { AbsorbedDesign } from "./absorbed-design.js";
import type { RemlFit } from "./reml.js";
import { combinationVariance, inverseFixedFactor, type RemlPoint, remlPoint } from "./reml-criterion.js";
import { devianceGradient, squaresGradient, varianceGradient } from "./reml-gradient.js";

/** The variance of a contrast with the degrees of freedom that match the spread of its estimate. */
export interface ContrastVariance {
  readonly variance: number;
  readonly df: number;
}

/** Steps of the differences, relative to theta or a tenth. */
const RELATIVE_STEP = 0.01;

/** A combination of the coefficients, and groupings whose effects are held as they are. */
export interface MixedContrast {
  /** What the combination puts on the orthonormal design: R^-T w. */
  readonly weights: Float64Array;
  readonly held: readonly number[];
}

/** The variance of a combination of the coefficients, over new levels of all groupings. */
export function contrastVariance({ r }: RemlFit, weights: ArrayLike<number>): MixedContrast {
  const found = new Float64Array(r.columns);
  for (let row = 0; row < r.columns; row += 1) {
    let left = weights[row] ?? 0;
    for (let k = 0; k < row; k += 1) left -= r.get(k, row) * (found[k] ?? 0);
    found[row] = left / r.get(row, row);
  }
  return { weights: found, held: [] };
}

/**
 * That variance were the effects of some groupings held as they are: v - sum of gamma_k dv/dgamma_k over them, which
 * is what remains when their share in the estimate is taken away.
 */
export function heldFixed(contrast: MixedContrast, held: readonly number[]): MixedContrast {
  return { ...contrast, held };
}

/** The variance in units of the residual variance. */
function relativeVariance(
  design: AbsorbedDesign,
  theta: Float64Array,
  point: RemlPoint,
  { weights, held }: MixedContrast,
): number {
  const whole = combinationVariance(design, point, weights);
  if (held.length === 0) return whole;
  const slopes = varianceGradient(design, theta, point, weights);
  return held.reduce(
    (left, grouping) => left - ((theta[grouping] ?? 0) * (slopes[grouping] ?? 0)) / 2,
    whole,
  );
}

/** 2 H^-1 over the directions in which the deviance is curved upwards. */
function parameterCovariance(hessian: Matrix): Matrix {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(hessian, {
    assumeSymmetric: true,
  });
  const weights = Matrix.diag(realEigenvalues.map((value) => (value > 1e-8 ? 2 / value : 0)));
  return eigenvectorMatrix.mmul(weights).mmul(eigenvectorMatrix.transpose());
}

/**
 * Question: how far is the estimated variance of a contrast itself to be trusted?
 * Model: the linear mixed model of the fit; components at 0 stay there.
 * Formula: df = 2 v^2 / (g' A g); A the inverse of half the Hessian of -2 log restricted likelihood in
 *   (theta, log residual variance), g the gradient of v. Derivatives by fourth-order differences.
 * Units: squares of those of y.
 * Source: Satterthwaite 1946; Giesbrecht and Burns 1985; Fai and Cornelius 1996.
 * Checked against: lmerTest 3.1-3.
 */
export function satterthwaite(fit: RemlFit, contrasts: readonly MixedContrast[]): ContrastVariance[] {
  const { design, theta, point } = fit;
  const free = [...theta.keys()].filter((component) => (theta[component] ?? 0) > 0);
  const size = free.length;
  const df = design.rows - design.fixed;
  const scale = df / point.squares;
  const full = (part: Float64Array) => {
    const all = new Float64Array(theta.length);
    free.forEach((component, index) => {
      all[component] = part[index] ?? 0;
    });
    return all;
  };
  const at = Float64Array.from(free, (component) => theta[component] ?? 0);
  const steps = at.map((value) => RELATIVE_STEP * Math.max(value, 0.1));
  // The gradient of the deviance at the fitted residual variance, and the variances, all from the same evaluations.
  const { values, gradients } = derivativesOf(
    (part) => {
      const where = full(part);
      const here = remlPoint(design, where);
      if (here === null) return new Float64Array(size + contrasts.length).fill(Number.NaN);
      const slopes = devianceGradient(design, where, here, scale);
      return Float64Array.of(
        ...free.map((component) => slopes[component] ?? 0),
        ...contrasts.map((contrast) => relativeVariance(design, where, here, contrast)),
      );
    },
    at,
    steps,
    { withHessians: false },
  );
  const squaresSlopes = squaresGradient(design, theta, point);
  const hessian = new Matrix(size + 1, size + 1);
  hessian.set(size, size, df);
  free.forEach((component, row) => {
    const cross = -(squaresSlopes[component] ?? 0) * scale;
    hessian.set(row, size, cross);
    hessian.set(size, row, cross);
    for (let column = 0; column < size; column += 1) {
      const both = (gradients[row]?.[column] ?? 0) + (gradients[column]?.[row] ?? 0);
      hessian.set(row, column, both / 2);
    }
  });
  const covariance = parameterCovariance(hessian);
  return contrasts.map((_, index) => {
    const relative = values[size + index] ?? Number.NaN;
    const gradient = Matrix.columnVector([...(gradients[size + index] ?? []), relative]);
    const spread = gradient.transpose().mmul(covariance).mmul(gradient).get(0, 0);
    return { variance: relative * fit.residualVariance, df: (2 * relative * relative) / spread };
  });
}

/** The covariance of the coefficients: B'B with B = L^-1 R^-T, L the factor of the orthonormal design's precision. */
export function coefficientCovariance(fit: RemlFit): Matrix {
  const factor = new Matrix(inverseFixedFactor(fit.design, fit.point.factor).map((line) => [...line]));
  const triangle = new Matrix(inverseOfTriangle(fit.r).map((line) => [...line]));
  const half = factor.mmul(triangle.transpose());
  return half.transpose().mmul(half).mul(fit.residualVariance);
}
