import type { EffectScale } from "@holdfast/core";
import { logit } from "../intervals/mover-log-odds.js";
import type { MeasuredArms } from "../measure/measured-arms.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type ArmSet, armSet, type ContrastArm } from "./arm-set.js";

/** Arms on one scale, ready for contrasts: `factor` turns an estimate into the unit that is printed. */
export interface ScaledArms extends ArmSet {
  readonly factor: number;
  /** Whether the scale has ends; log odds have none. */
  readonly isBounded: boolean;
}

/** The furthest a contrast with these weights can reach, in the unit that is printed; Infinity for log odds. */
export function reachOf({ factor, isBounded }: ScaledArms, weights: ArrayLike<number>): number {
  if (!isBounded) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let index = 0; index < weights.length; index += 1) most += Math.max(0, weights[index] ?? 0);
  return most * factor;
}

/**
 * Question: where does each arm stand in log odds, so that contrasts of arms can be formed there?
 * Model: to first order around the arm's rate: l + (y - p) / (p (1 - p)) for runs and prompts alike. At 0 or 1: half an
 *   effective event added to each side, on the number of clusters (of scores, where clusters are not known).
 * Formula: l = ln(p / (1 - p)), variances over (p (1 - p))^2; at an end l = ln((x + .5) / (n - x + .5)) with the
 *   independent variance 1 / (x + .5) + 1 / (n - x + .5).
 * Units: log odds.
 * Not estimable when: an arm is at an end of the scale and nothing is known of how many prompts are behind it.
 * Source: Haldane 1956; Firth 1993 (the same for a saturated table).
 * Checked against: the closed form, in `contrast-scale.test.ts`.
 */
function logOddsArms({ arms, sizes }: MeasuredArms): readonly ContrastArm[] | NotEstimable {
  const placed: ContrastArm[] = [];
  for (const { name, components, observations } of arms) {
    const { rate, runs, seed, residual, clusterMeans } = components;
    const spread = rate * (1 - rate);
    if (spread > 0) {
      const at = logit(rate);
      placed.push({
        runs,
        rate: at,
        seed: seed / spread ** 2,
        residual: residual / spread ** 2,
        clusterMeans: clusterMeans.map((mean) => at + (mean - rate) / spread),
      });
      continue;
    }
    const size = sizes.length > 0 ? sizes.length : observations === null ? null : observations / runs;
    if (size === null)
      return notEstimable(`\`${name}\` is at an end of the scale, where log odds are infinite`);
    const events = rate * size;
    const at = Math.log((events + 0.5) / (size - events + 0.5));
    placed.push({
      runs,
      rate: at,
      seed: runs < 2 ? Number.NaN : 0,
      residual: runs < 2 ? Number.NaN : 0,
      clusterMeans: clusterMeans.map(() => at),
      standIn: 1 / (events + 0.5) + 1 / (size - events + 0.5),
    });
  }
  return placed;
}

/** The arms on the metric's own scale, or in log odds. */
export function scaledArms(
  measured: MeasuredArms,
  scale: EffectScale,
  range: number,
): ScaledArms | NotEstimable {
  const { sizes } = measured;
  if (scale === "difference") {
    const arms = measured.arms.map(({ components }) => components);
    return { ...armSet(arms, sizes), factor: range, isBounded: true };
  }
  const arms = logOddsArms(measured);
  return "status" in arms ? arms : { ...armSet(arms, sizes), factor: 1, isBounded: false };
}
