import type { Matrix } from "ml-matrix";
import { backSubstitute, leastSquares } from "../linear/least-squares.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type AbsorbedDesign, absorbDesign } from "./absorbed-design.js";
import { minimumWithBoundary } from "./boundary-minimum.js";
import { levelCount } from "./level-count.js";
import { fixedCoefficients, type RemlPoint, remlPoint } from "./reml-criterion.js";
import { devianceGradient } from "./reml-gradient.js";

/** A linear model with crossed random intercepts. Rows have one entry in each of `y` and the groups. */
export interface MixedModel {
  readonly x: Matrix;
  readonly y: Float64Array;
  /** Level of each row for each random intercept, numbered from 0 without gaps; one to three groupings. */
  readonly groups: readonly Int32Array[];
}

/** A fit by restricted maximum likelihood. */
export interface RemlFit {
  readonly design: AbsorbedDesign;
  /** X = Q R; the design holds Q. */
  readonly r: Matrix;
  readonly coefficients: Float64Array;
  /** Standard deviation of each random intercept relative to the residual's; 0 at the boundary. */
  readonly theta: Float64Array;
  /** Variances of the random intercepts, in the order of the groups. */
  readonly variances: Float64Array;
  readonly residualVariance: number;
  readonly logLikelihood: number;
  readonly point: RemlPoint;
}

const GRID = [0.15, 0.4, 1.2, 3];
/** A relative standard deviation beyond this means that hardly any residual is left. */
const LARGEST = 1e4;

function residualDf({ rows, fixed }: AbsorbedDesign): number {
  return rows - fixed;
}

/** -2 log restricted likelihood, up to what does not depend on theta. */
function deviance(design: AbsorbedDesign, theta: Float64Array): number {
  const point = remlPoint(design, theta);
  if (point === null) return Number.POSITIVE_INFINITY;
  return point.logDeterminants + residualDf(design) * Math.log(point.squares);
}

/** Its gradient. */
function slope(design: AbsorbedDesign, theta: Float64Array): Float64Array {
  const point = remlPoint(design, theta);
  if (point === null) return theta.map(() => Number.NaN);
  return devianceGradient(design, theta, point, residualDf(design) / point.squares);
}

/** A rough minimum, one component after the other, to start from. */
function roughMinimum(design: AbsorbedDesign, components: number): Float64Array {
  let theta = new Float64Array(components).fill(0.7);
  let lowest = deviance(design, theta);
  for (let component = 0; component < components; component += 1) {
    for (const value of GRID) {
      const tried = theta.slice();
      tried[component] = value;
      const height = deviance(design, tried);
      if (height < lowest) {
        lowest = height;
        theta = tried;
      }
    }
  }
  return theta;
}

/**
 * Question: what are the fixed effects, and how much varies between the levels of each grouping?
 * Model: y = X b + sum of random intercepts + e, all normal and independent; groupings may cross or nest, and any
 *   combination of levels may be missing.
 * Formula: the restricted likelihood, profiled to the relative standard deviations theta >= 0, by Newton's method;
 *   the largest grouping (and one nested in it) is absorbed in closed form.
 * Units: those of y; variances their squares. A component that is 0 is at the boundary.
 * Not estimable when: X has not full rank; nothing varies around X b; the residual variance is 0; a grouping has as
 *   many levels as rows.
 * Source: Patterson and Thompson 1971; Bates, Maechler, Bolker and Walker 2015.
 * Checked against: lme4 1.1-31.
 */
export function fitReml({ x, y, groups }: MixedModel): RemlFit | NotEstimable {
  const start = leastSquares(x, y);
  if ("status" in start) return start;
  if (start.residualDf < 1) return notEstimable("there are as many coefficients as rows");
  const scale = Math.sqrt(start.residualVariance);
  const largest = y.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!(scale > 1e-12 * largest)) return notEstimable("nothing varies around the fixed effects");
  for (const group of groups) {
    const levels = levelCount(group);
    if (levels < 2) return notEstimable("a grouping has a single level");
    if (levels >= y.length) return notEstimable("a grouping has as many levels as there are rows");
  }
  // Residuals of the plain fit, at unit spread: no digits are lost to the mean or the unit of y.
  const design = absorbDesign(
    start.q,
    start.residuals.map((value) => value / scale),
    groups,
  );
  const theta = minimumWithBoundary(
    (at) => deviance(design, at),
    roughMinimum(design, groups.length),
    groups.length,
    (at) => slope(design, at),
  );
  const point = remlPoint(design, theta);
  if (point === null || theta.some((value) => value > LARGEST)) {
    return notEstimable("the random effects explain everything, and no residual variance is left");
  }
  const df = residualDf(design);
  const residualVariance = (point.squares / df) * scale * scale;
  let logScale = 0;
  for (let column = 0; column < start.r.columns; column += 1) {
    logScale += 2 * Math.log(Math.abs(start.r.get(column, column)));
  }
  const change = backSubstitute(
    start.r,
    fixedCoefficients(design, point).map((value) => value * scale),
  );
  return {
    design,
    r: start.r,
    coefficients: start.coefficients.map((value, index) => value + (change[index] ?? 0)),
    theta,
    variances: theta.map((value) => value * value * residualVariance),
    residualVariance,
    logLikelihood:
      -(point.logDeterminants + logScale + df * (1 + Math.log(2 * Math.PI * residualVariance))) / 2,
    point,
  };
}
