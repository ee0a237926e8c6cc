import { linearPredictor } from "../glm/binomial-fit.js";
import type { NotEstimable } from "../not-estimable.js";
import type { BinomialMixedFit, BinomialMixedModel } from "./binomial-mixed-model.js";
import { effectLayout } from "./effect-layout.js";
import { fitBinomialMixed } from "./fit-binomial-mixed.js";
import { penalizedMode } from "./penalized-mode.js";

/**
 * Question: how do the log odds of an event differ between arms, when runs and prompts vary on the log odds scale?
 * Model: events ~ Binomial(trials, p), logit p = X b + random intercepts; normal, crossed or nested, one to three.
 * Formula: Laplace's approximation: -2 log L = -2 (log likelihood - |u|^2 / 2) + log |I + L'Z'WZL| at the mode of u;
 *   minimised over standard deviations and coefficients together.
 * Units: log odds.
 * Not estimable when: X has not full rank; a grouping has one level; the covariates separate events from non-events.
 *   A standard deviation that is 0 is at the boundary.
 * Source: Breslow and Clayton 1993; Bates, Maechler, Bolker and Walker 2015.
 * Checked against: lme4 1.1-31 `glmer(nAGQ = 1)`.
 */
export function fitLaplace(model: BinomialMixedModel): BinomialMixedFit | NotEstimable {
  const layout = effectLayout(model.groups);
  let effects: Float64Array = new Float64Array(layout.effects);
  return fitBinomialMixed(model, (theta, coefficients) => {
    const fixed = linearPredictor(model.x, coefficients);
    const mode = penalizedMode(model, layout, theta, fixed, effects);
    if (Number.isFinite(mode.height)) effects = mode.effects;
    return mode.logDeterminant - 2 * mode.height;
  });
}
