import { linearPredictor, logistic } from "../glm/binomial-fit.js";
import { binomialKernel } from "../glm/binomial-likelihood.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type GaussHermite, gaussHermite } from "../numeric/gauss-hermite.js";
import type { BinomialMixedFit, BinomialMixedModel } from "./binomial-mixed-model.js";
import { fitBinomialMixed } from "./fit-binomial-mixed.js";
import { levelCount } from "./level-count.js";

/** The rows of one level. */
interface LevelRows {
  readonly rows: Int32Array;
  readonly events: Float64Array;
  readonly trials: Float64Array;
}

const MOST_STEPS = 100;

/** -2 log of one level's likelihood, integrated over its standardised effect around the mode. */
function levelDeviance(
  level: LevelRows,
  fixed: Float64Array,
  theta: number,
  { nodes, logWeights }: GaussHermite,
): number {
  const at = (u: number) => fixed.map((value) => value + theta * u);
  const height = (u: number) => binomialKernel(level.events, level.trials, at(u)) - (u * u) / 2;
  let mode = 0;
  let curvature = 1;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    let slope = -mode;
    curvature = 1;
    at(mode).forEach((value, row) => {
      const p = logistic(value);
      const n = level.trials[row] ?? 0;
      slope += theta * ((level.events[row] ?? 0) - n * p);
      curvature += theta * theta * n * p * (1 - p);
    });
    let move = slope / curvature;
    if (Math.abs(move) < 1e-12) break;
    const here = height(mode);
    while (height(mode + move) < here - 1e-12 * (1 + Math.abs(here)) && Math.abs(move) > 1e-14) move /= 2;
    mode += move;
  }
  const spread = 1 / Math.sqrt(curvature);
  // The integrand over the normal density that the nodes are made for, on the log scale.
  const terms = nodes.map((z, index) => height(mode + spread * z) + (z * z) / 2 + (logWeights[index] ?? 0));
  const largest = Math.max(...terms);
  let sum = 0;
  for (const term of terms) sum += Math.exp(term - largest);
  return -2 * (largest + Math.log(sum * spread));
}

/**
 * Question: the same as Laplace's approximation asks, with one random intercept and a better integral.
 * Model: events ~ Binomial(trials, p), logit p = X b + one normal random intercept.
 * Formula: each level's likelihood by Gauss-Hermite quadrature, centred at the mode and scaled by the curvature there;
 *   one node is Laplace's approximation.
 * Units: log odds.
 * Not estimable when: there are several groupings; otherwise as Laplace's approximation.
 * Source: Pinheiro and Bates 1995.
 * Checked against: lme4 1.1-31 `glmer(nAGQ = 25)`.
 *
 * @param count number of nodes
 */
export function fitAdaptiveQuadrature(
  model: BinomialMixedModel,
  count: number,
): BinomialMixedFit | NotEstimable {
  const [group] = model.groups;
  if (group === undefined || model.groups.length > 1) return notEstimable("it takes one random intercept");
  const quadrature = gaussHermite(count);
  const levels = Array.from({ length: levelCount(group) }, (_, level): LevelRows => {
    const rows = Int32Array.from([...group.keys()].filter((row) => group[row] === level));
    const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] ?? 0);
    return { rows, events: pick(model.events), trials: pick(model.trials) };
  });
  return fitBinomialMixed(model, ([theta = 0], coefficients) => {
    const predictor = linearPredictor(model.x, coefficients);
    let deviance = 0;
    for (const level of levels) {
      const fixed = Float64Array.from(level.rows, (row) => predictor[row] ?? 0);
      deviance += levelDeviance(level, fixed, theta, quadrature);
    }
    return deviance;
  });
}
