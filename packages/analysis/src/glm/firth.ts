import { Matrix } from "ml-matrix";
import { chiSquaredQuantile } from "../distributions/chi-squared.js";
import { normalCdf } from "../distributions/normal.js";
import { backSubstitute, inverseOfTriangle, orthogonalDesign, projected } from "../linear/least-squares.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type BinomialData, linearPredictor, logistic, weightedDesign } from "./binomial-fit.js";
import { binomialKernel } from "./binomial-likelihood.js";
import { type ProfileLimits, profileLimit, withoutColumn } from "./profile-limits.js";

/** A logistic regression by Firth's penalised likelihood; every coefficient is finite. */
export interface FirthFit {
  readonly coefficients: Float64Array;
  /** Inverse of the information at the estimate. */
  readonly covariance: Matrix;
  /** Log likelihood without binomial coefficients, plus half the log determinant of the information. */
  readonly penalizedLogLikelihood: number;
}

const MOST_STEPS = 500;
const CONVERGED = 1e-12;
/** Longest and shortest steps, in log odds and as shares of a step. */
const LONGEST = 5;
const SHORTEST = 1e-8;
const UNSETTLED = notEstimable("the fit did not settle");

interface Place {
  readonly fitted: Float64Array;
  readonly q: Matrix;
  readonly r: Matrix;
  readonly height: number;
}

function placeAt({ x, events, trials }: BinomialData, coefficients: Float64Array): Place | NotEstimable {
  const predictor = linearPredictor(x, coefficients);
  const fitted = predictor.map(logistic);
  const design = orthogonalDesign(weightedDesign(x, trials, fitted));
  if ("status" in design) return design;
  let half = 0;
  for (let column = 0; column < x.columns; column += 1)
    half += Math.log(Math.abs(design.r.get(column, column)));
  return { ...design, fitted, height: binomialKernel(events, trials, predictor) + half };
}

/**
 * One step of the scoring as if every row had h more trials, half of them events (h its leverage): that is what the
 * modified score k - n p + h (1/2 - p) says, and it converges also where n is 1. Null where all directions are held.
 */
function stepAt({ x, events, trials }: BinomialData, place: Place, held: number | null): number[] | null {
  const leverages = Float64Array.from({ length: x.rows }, (_, row) => {
    let leverage = 0;
    for (let column = 0; column < x.columns; column += 1) leverage += place.q.get(row, column) ** 2;
    return leverage;
  });
  const raised = trials.map((n, row) => n + (leverages[row] ?? 0));
  const residuals = Float64Array.from(place.fitted, (p, row) => {
    const spread = (raised[row] ?? 0) * p * (1 - p);
    const left = (events[row] ?? 0) + (leverages[row] ?? 0) / 2 - (raised[row] ?? 0) * p;
    return spread > 0 ? left / Math.sqrt(spread) : 0;
  });
  const weighted = weightedDesign(x, raised, place.fitted);
  if (held !== null && x.columns === 1) return [0];
  const design = orthogonalDesign(held === null ? weighted : withoutColumn(weighted, held));
  if ("status" in design) return null;
  const move = [...backSubstitute(design.r, projected(design.q, residuals))];
  if (held !== null) move.splice(held, 0, 0);
  return move;
}

/** Maximises the penalised likelihood over all coefficients but `held`, from `start`. */
function climb(
  data: BinomialData,
  start: Float64Array,
  held: number | null,
): { readonly coefficients: Float64Array; readonly place: Place } | NotEstimable {
  let coefficients = start;
  let place = placeAt(data, coefficients);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if ("status" in place) return place;
    const move = stepAt(data, place, held);
    if (move === null) return UNSETTLED;
    const largest = Math.max(
      ...move.map((by, column) => Math.abs(by) / (1 + Math.abs(coefficients[column] ?? 0))),
    );
    if (largest < CONVERGED) return { coefficients, place };
    let share = Math.min(1, LONGEST / Math.max(...move.map(Math.abs)));
    let next = coefficients;
    let found: Place | NotEstimable = place;
    for (; share > SHORTEST; share /= 2) {
      const by = share;
      next = coefficients.map((value, column) => value + by * (move[column] ?? 0));
      found = placeAt(data, next);
      if (!("status" in found) && found.height >= place.height - 1e-12 * (1 + Math.abs(place.height))) break;
    }
    if (share <= SHORTEST) return largest < 1e-6 ? { coefficients, place } : UNSETTLED;
    coefficients = next;
    place = found;
  }
  return UNSETTLED;
}

/**
 * Question: how do the log odds depend on the covariates when an arm has no event at all, or few?
 * Model: events ~ Binomial(trials, p), logit p = X b; rows independent.
 * Formula: maximises log L + log |X'WX| / 2: score X'(k - n p + h (1/2 - p)), h the leverages. Removes the first-order
 *   bias, and stays finite under separation; a saturated 2x2 table gives Haldane's log odds ratio.
 * Units: log odds per unit of the column.
 * Not estimable when: X has not full rank on the rows with trials.
 * Source: Firth 1993; Heinze and Schemper 2002.
 * Checked against: brglm2 0.9 (AS_mean).
 */
export function fitFirth(data: BinomialData): FirthFit | NotEstimable {
  const found = climb(data, new Float64Array(data.x.columns), null);
  if ("status" in found) return found;
  const inverse = new Matrix(inverseOfTriangle(found.place.r).map((line) => [...line]));
  return {
    coefficients: found.coefficients,
    covariance: inverse.mmul(inverse.transpose()),
    penalizedLogLikelihood: found.place.height,
  };
}

/** Twice the penalised log likelihood lost by holding one coefficient at a value; NaN where it cannot be found. */
function profileOf(data: BinomialData, fit: FirthFit, column: number): (value: number) => number {
  let last = fit.coefficients;
  return (value) => {
    // With few trials there may be several tops: from the last answer, the estimate and even odds, the highest counts.
    let highest = Number.NEGATIVE_INFINITY;
    let top = last;
    for (const from of [last, fit.coefficients, new Float64Array(data.x.columns)]) {
      const start = from.slice();
      start[column] = value;
      const found = climb(data, start, column);
      if ("status" in found || found.place.height <= highest) continue;
      highest = found.place.height;
      top = found.coefficients;
    }
    last = top;
    return highest === Number.NEGATIVE_INFINITY ? Number.NaN : 2 * (fit.penalizedLogLikelihood - highest);
  };
}

/**
 * Question: which values of a coefficient are compatible with the data, and is 0 among them?
 * Model: the penalised logistic regression of the fit.
 * Formula: profile of the penalised likelihood against chi-squared with 1 df; the penalty keeps the whole information.
 * Units: log odds per unit of the column.
 * Not estimable when: the information is singular on the way (limit null, p-value NaN).
 * Source: Heinze and Schemper 2002.
 * Checked against: a profile by optim and uniroot in R 4.2.2 (no packaged reference).
 */
export function firthProfile(
  data: BinomialData,
  fit: FirthFit,
  column: number,
  level: number,
): ProfileLimits & { readonly pValue: number } {
  const profile = profileOf(data, fit, column);
  const estimate = fit.coefficients[column] ?? Number.NaN;
  const height = chiSquaredQuantile(level, 1);
  const step = Math.sqrt(height * fit.covariance.get(column, column));
  return {
    lower: profileLimit(profile, estimate, height, -step),
    upper: profileLimit(profile, estimate, height, step),
    pValue: 2 * normalCdf(-Math.sqrt(Math.max(0, profile(0)))),
  };
}

/**
 * Log odds ratio of a 2x2 table with one half added to each cell: what Firth's likelihood gives for two arms.
 * Source: Haldane 1956; Anscombe 1956.
 */
export function haldaneLogOddsRatio(events: ArrayLike<number>, trials: ArrayLike<number>): number {
  const logit = (row: number) => {
    const k = events[row] ?? Number.NaN;
    return Math.log((k + 0.5) / ((trials[row] ?? Number.NaN) - k + 0.5));
  };
  return logit(1) - logit(0);
}
