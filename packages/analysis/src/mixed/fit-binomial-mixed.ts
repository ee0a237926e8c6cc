import { EigenvalueDecomposition, inverse, Matrix } from "ml-matrix";
import { fitBinomial } from "../glm/binomial-fit.js";
import { logCoefficients } from "../glm/binomial-likelihood.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { derivativesOf } from "../numeric/differences.js";
import type { BinomialMixedFit, BinomialMixedModel } from "./binomial-mixed-model.js";
import { minimumWithBoundary } from "./boundary-minimum.js";
import { levelCount } from "./level-count.js";

const STARTS = [0.2, 0.6, 1.2];
const RELATIVE_STEP = 0.01;

/** Standard errors of the coefficients from the deviance's curvature over the parameters in `free`; null if it has none. */
function errorsOver(
  deviance: (x: Float64Array) => number,
  x: Float64Array,
  free: readonly number[],
  components: number,
): Float64Array | null {
  const at = Float64Array.from(free, (index) => x[index] ?? 0);
  const { hessians } = derivativesOf(
    (part) => {
      const full = x.slice();
      free.forEach((index, position) => {
        full[index] = part[position] ?? 0;
      });
      return Float64Array.of(deviance(full));
    },
    at,
    at.map((value) => RELATIVE_STEP * Math.max(0.1, Math.abs(value))),
  );
  const size = free.length;
  const curvature = new Matrix(size, size);
  hessians[0]?.forEach((value, index) => {
    curvature.set(Math.floor(index / size), index % size, value);
  });
  if (!curvature.to1DArray().every(Number.isFinite)) return null;
  const { realEigenvalues } = new EigenvalueDecomposition(curvature, { assumeSymmetric: true });
  if (!(Math.min(...realEigenvalues) > 0)) return null;
  const covariance = inverse(curvature).mul(2);
  const first = size - (x.length - components);
  return Float64Array.from({ length: x.length - components }, (_, column) =>
    Math.sqrt(covariance.get(first + column, first + column)),
  );
}

/** Over all parameters that are not at 0; where that surface is not curved upwards, over the coefficients alone. */
function errorsFrom(
  deviance: (x: Float64Array) => number,
  x: Float64Array,
  components: number,
): Float64Array | null {
  const coefficients = [...x.keys()].slice(components);
  const free = [...x.keys()].filter((index) => index >= components || (x[index] ?? 0) > 0);
  return errorsOver(deviance, x, free, components) ?? errorsOver(deviance, x, coefficients, components);
}

/**
 * Minimises an approximate deviance over the random intercepts' standard deviations and the coefficients together.
 * Starts from the coefficients of the model without random intercepts.
 *
 * @param deviance -2 log likelihood, without binomial coefficients, at standard deviations and coefficients
 */
export function fitBinomialMixed(
  model: BinomialMixedModel,
  deviance: (theta: Float64Array, coefficients: Float64Array) => number,
): BinomialMixedFit | NotEstimable {
  const components = model.groups.length;
  if (model.groups.some((group) => levelCount(group) < 2))
    return notEstimable("a grouping has a single level");
  // Where the fixed effects separate, they do so for every value of the random ones.
  const start = fitBinomial(model);
  if ("status" in start) return start;
  const whole = (x: Float64Array) => deviance(x.subarray(0, components), x.subarray(components));
  let best = new Float64Array(0);
  let lowest = Number.POSITIVE_INFINITY;
  for (const size of STARTS) {
    const x = Float64Array.of(...new Float64Array(components).fill(size), ...start.coefficients);
    const height = whole(x);
    if (height < lowest) {
      best = x;
      lowest = height;
    }
  }
  const found = minimumWithBoundary(whole, best, components);
  const standardErrors = errorsFrom(whole, found, components);
  if (standardErrors === null) return notEstimable("the likelihood is flat in a coefficient");
  return {
    coefficients: found.slice(components),
    standardErrors,
    deviations: found.slice(0, components),
    logLikelihood: -whole(found) / 2 + logCoefficients(model.events, model.trials),
  };
}
