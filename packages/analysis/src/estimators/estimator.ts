import type { Comparison } from "../effects/comparison.js";
import type { EffectEstimate, EffectQuestion } from "../effects/effect-estimate.js";

/** One way to estimate a lead. Its file is named after its id. */
export interface Estimator {
  readonly id: string;
  /** True when the data are of the kind it is made for. */
  readonly accepts: (comparison: Comparison) => boolean;
  /** A number with its uncertainty, or the reason why there is none. Never throws, never NaN. */
  readonly estimate: (comparison: Comparison, question: EffectQuestion) => EffectEstimate;
}
