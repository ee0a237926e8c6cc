import type { EffectScale } from "@holdfast/core";
import type { ArmComponents } from "../effects/arm-components.js";
import type { CrossedPair } from "../effects/crossed-pair.js";
import type { ObservedRate } from "../effects/effective-rates.js";
import { promptVariance, type TwoWayComponents } from "../effects/two-way-components.js";
import { logit } from "../intervals/mover-log-odds.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";

/** One arm on one eval, turned so that more is better, on the asked scale. */
export interface OrientedArm {
  readonly runs: Float64Array;
  readonly mean: number;
  /** MS_res / (S C) of the two-way design; NaN with one run. */
  readonly residual: number;
  /** Rate on [0, 1], turned the same way, and the scores behind it. */
  readonly observed: ObservedRate;
  /** Binomial variance of the mean on the asked scale. */
  readonly binomial: number;
}

/** Arm and control on one eval. */
export interface OrientedSide {
  readonly arm: OrientedArm;
  readonly control: OrientedArm;
  /** V_prompt of their difference. */
  readonly prompt: number;
  readonly clusters: number;
}

function orientedArm(
  components: ArmComponents,
  observations: number,
  better: 1 | -1,
  scale: EffectScale,
): (OrientedArm & { readonly slope: number }) | NotEstimable {
  const turn = (rate: number) => (better === 1 ? rate : 1 - rate);
  const rate = turn(components.rate);
  if (scale === "log-odds" && (rate <= 0 || rate >= 1))
    return notEstimable("a rate is at an end of the scale, where log odds are infinite");
  // Log odds to first order around the arm's rate: g(p) + (y - p) / (p (1 - p)).
  const slope = scale === "difference" ? 1 : 1 / (rate * (1 - rate));
  const mean = scale === "difference" ? rate : logit(rate);
  return {
    runs: components.runRates.map((own) => mean + (turn(own) - rate) * slope),
    mean,
    residual: components.residual * slope * slope,
    observed: { rate, observations },
    binomial: (slope * slope * rate * (1 - rate)) / observations,
    slope,
  };
}

function scaledPrompt(
  { arm, control }: TwoWayComponents,
  slopes: readonly [number, number],
  sizes: Float64Array,
) {
  const scaled = (components: ArmComponents, slope: number): ArmComponents => ({
    ...components,
    rate: components.rate * slope,
    clusterMeans: components.clusterMeans.map((mean) => mean * slope),
  });
  return promptVariance(scaled(arm, slopes[0]), scaled(control, slopes[1]), sizes);
}

/** Both arms of a crossed design, turned so that more is better, on the asked scale. */
export function orientedSide(
  pair: CrossedPair,
  components: TwoWayComponents,
  better: 1 | -1,
  scale: EffectScale,
): OrientedSide | NotEstimable {
  const arm = orientedArm(components.arm, pair.arm.observations, better, scale);
  const control = orientedArm(components.control, pair.control.observations, better, scale);
  if ("status" in arm) return arm;
  if ("status" in control) return control;
  const prompt =
    scale === "difference"
      ? components.prompt
      : scaledPrompt(components, [arm.slope, control.slope], pair.sizes);
  return { arm, control, prompt, clusters: pair.clusters };
}
