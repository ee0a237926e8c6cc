import { binomialKernel } from "../glm/binomial-likelihood.js";
import type { BinomialMixedModel } from "./binomial-mixed-model.js";
import type { EffectLayout } from "./effect-layout.js";
import { effectStep } from "./effect-step.js";

/** The random effects that fit best at given parameters, on their standardised scale. */
export interface PenalizedMode {
  readonly effects: Float64Array;
  /** Log likelihood without binomial coefficients, minus half the effects' sum of squares. */
  readonly height: number;
  /** log |I + L'Z'WZL| at the mode. */
  readonly logDeterminant: number;
}

const MOST_STEPS = 100;
const CONVERGED = 1e-10;

/**
 * Finds the mode of the random effects by Newton's method with halved steps; the problem is concave, so there is one.
 *
 * @param theta standard deviation of each random intercept
 * @param fixed X b of each row
 * @param start effects to start from; the mode at neighbouring parameters saves steps
 */
export function penalizedMode(
  model: BinomialMixedModel,
  layout: EffectLayout,
  theta: Float64Array,
  fixed: Float64Array,
  start: Float64Array,
): PenalizedMode {
  const placed = [...(layout.nested ? [layout.nested] : []), layout.absorbed, ...layout.dense];
  const predictorOf = (u: Float64Array) => {
    const predictor = fixed.slice();
    for (const { grouping, group, from } of placed) {
      const scale = theta[grouping] ?? 0;
      for (let row = 0; row < predictor.length; row += 1) {
        predictor[row] = (predictor[row] ?? 0) + scale * (u[from + (group[row] ?? 0)] ?? 0);
      }
    }
    return predictor;
  };
  const heightOf = (u: Float64Array, predictor: Float64Array) => {
    let squares = 0;
    for (const value of u) squares += value * value;
    return binomialKernel(model.events, model.trials, predictor) - squares / 2;
  };
  let effects = start;
  let predictor = predictorOf(effects);
  let height = heightOf(effects, predictor);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { move, logDeterminant } = effectStep(model, layout, theta, predictor, effects);
    const size = move.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    if (size < CONVERGED || Number.isNaN(size)) return { effects, height, logDeterminant };
    for (let share = 1; share > CONVERGED; share /= 2) {
      const by = share;
      const next = effects.map((value, level) => value + by * (move[level] ?? 0));
      const nextPredictor = predictorOf(next);
      const risen = heightOf(next, nextPredictor);
      if (risen >= height - 1e-12 * (1 + Math.abs(height))) {
        effects = next;
        predictor = nextPredictor;
        height = risen;
        break;
      }
    }
  }
  return {
    effects,
    height,
    logDeterminant: effectStep(model, layout, theta, predictor, effects).logDeterminant,
  };
}
