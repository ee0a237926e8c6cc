import { Matrix } from "ml-matrix";
import { backSubstitute, inverseOfTriangle, orthogonalDesign, projected } from "../linear/least-squares.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { binomialDeviance, binomialLogLikelihood } from "./binomial-likelihood.js";

/** Counts of events out of trials, with a design; rows have one entry in each. */
export interface BinomialData {
  readonly x: Matrix;
  readonly events: Float64Array;
  readonly trials: Float64Array;
}

/** A logistic regression. */
export interface BinomialFit {
  readonly coefficients: Float64Array;
  /** Triangle of the weighted design: the information is R'R. */
  readonly r: Matrix;
  /** Inverse of the information. */
  readonly covariance: Matrix;
  readonly fitted: Float64Array;
  readonly logLikelihood: number;
  readonly deviance: number;
  /** Rows with trials, minus coefficients. */
  readonly residualDf: number;
}

/** A fit whose likelihood only rises towards infinite coefficients: its deviance is what it tends to. */
export interface SeparatedFit {
  readonly status: "separated";
  readonly deviance: number;
}

const MOST_STEPS = 200;
const CONVERGED = 1e-12;
/** Farthest that a row may move in one step, in log odds; and the smallest share of a step. */
const LONGEST = 6;
const SHORTEST = 1e-8;
/** Probabilities nearer to 0 or 1 count as this near in the weights of a step. */
const SURE = 1e-14;
/** Log odds that no finite number of trials can tell from infinite ones. */
const INFINITE = 30;

/** Probability from log odds. */
export function logistic(logOdds: number): number {
  return logOdds >= 0 ? 1 / (1 + Math.exp(-logOdds)) : Math.exp(logOdds) / (1 + Math.exp(logOdds));
}

/** X b, plus an offset where there is one. */
export function linearPredictor(x: Matrix, coefficients: Float64Array, offset?: Float64Array): Float64Array {
  return Float64Array.from({ length: x.rows }, (_, row) => {
    let sum = offset?.[row] ?? 0;
    for (let column = 0; column < x.columns; column += 1)
      sum += x.get(row, column) * (coefficients[column] ?? 0);
    return sum;
  });
}

/** The design with each row times the square root of its binomial weight n p (1 - p). */
export function weightedDesign(x: Matrix, trials: Float64Array, fitted: Float64Array): Matrix {
  return new Matrix(
    Array.from({ length: x.rows }, (_, row) => {
      const p = fitted[row] ?? 0;
      const weight = Math.sqrt((trials[row] ?? 0) * p * (1 - p));
      return x.getRow(row).map((value) => value * weight);
    }),
  );
}

/** True where a row with only events, or with none, is fitted beyond all doubt. */
export function isSeparated({ events, trials }: BinomialData, predictor: Float64Array): boolean {
  return predictor.some((value, row) => {
    const n = trials[row] ?? 0;
    const k = events[row] ?? 0;
    return n > 0 && ((k === 0 && value < -INFINITE) || (k === n && value > INFINITE));
  });
}

/**
 * Iteratively reweighted least squares, by QR, with steps halved where the deviance would rise.
 *
 * @param offset added to the linear predictor of each row
 */
export function iterateBinomial(
  data: BinomialData,
  offset?: Float64Array,
): BinomialFit | SeparatedFit | NotEstimable {
  const { x, events, trials } = data;
  const full = orthogonalDesign(weightedDesign(x, trials, new Float64Array(x.rows).fill(0.5)));
  if ("status" in full) return full;
  let coefficients = new Float64Array(x.columns);
  let predictor = linearPredictor(x, coefficients, offset);
  let deviance = binomialDeviance(events, trials, predictor);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    // A fitted 0 or 1 would take its row out of the step, and with it the row's pull back.
    const fitted = predictor.map((value) => Math.min(1 - SURE, Math.max(SURE, logistic(value))));
    const design = orthogonalDesign(weightedDesign(x, trials, fitted));
    if ("status" in design) return { status: "separated", deviance };
    const working = Float64Array.from(fitted, (p, row) => {
      const n = trials[row] ?? 0;
      return n > 0 ? ((events[row] ?? 0) - n * p) / Math.sqrt(n * p * (1 - p)) : 0;
    });
    const move = backSubstitute(design.r, projected(design.q, working));
    const largest = Math.max(
      ...move.map((by, column) => Math.abs(by) / (1 + Math.abs(coefficients[column] ?? 0))),
    );
    const farthest = Math.max(...linearPredictor(x, move).map(Math.abs), LONGEST);
    let share = LONGEST / farthest;
    for (; share > SHORTEST; share /= 2) {
      const by = share;
      const next = coefficients.map((value, column) => value + by * (move[column] ?? 0));
      const nextPredictor = linearPredictor(x, next, offset);
      const height = binomialDeviance(events, trials, nextPredictor);
      if (!(height <= deviance + 1e-12 * (1 + deviance))) continue;
      coefficients = next;
      predictor = nextPredictor;
      deviance = height;
      break;
    }
    if (share <= SHORTEST && largest > 1e-6) return notEstimable("the fit did not settle");
    if (isSeparated(data, predictor)) return { status: "separated", deviance };
    if (largest < CONVERGED || share <= SHORTEST) {
      const inverse = new Matrix(inverseOfTriangle(design.r).map((line) => [...line]));
      return {
        coefficients,
        r: design.r,
        covariance: inverse.mmul(inverse.transpose()),
        fitted: predictor.map(logistic),
        logLikelihood: binomialLogLikelihood(events, trials, predictor),
        deviance,
        residualDf: trials.reduce((rows, n) => rows + (n > 0 ? 1 : 0), 0) - x.columns,
      };
    }
  }
  return { status: "separated", deviance };
}

/**
 * Question: how do the log odds of an event depend on the covariates?
 * Model: events ~ Binomial(trials, p), logit p = X b; rows independent.
 * Formula: maximum likelihood by iteratively reweighted least squares (QR); covariance (X'WX)^-1.
 * Units: log odds per unit of the column.
 * Not estimable when: X has not full rank on rows with trials; the covariates separate events from non-events, so a
 *   coefficient is infinite (Firth's penalised likelihood still answers then).
 * Source: Nelder and Wedderburn 1972; Albert and Anderson 1984.
 * Checked against: R 4.2.2 `glm(family = binomial)`.
 */
export function fitBinomial(data: BinomialData): BinomialFit | NotEstimable {
  const fit = iterateBinomial(data);
  if ("status" in fit && fit.status === "separated") {
    return notEstimable("the covariates separate events from non-events, so some log odds are infinite");
  }
  return fit;
}
