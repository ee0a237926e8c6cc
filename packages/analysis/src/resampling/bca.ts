import { normalCdf, normalQuantile } from "../distributions/normal.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { type DrawDistribution, quantileAt, shareBelow, sizeOf } from "./draw-distribution.js";

/** A bias-corrected and accelerated interval with what it is made of. */
export interface BcaInterval {
  /** The median bias of the draws, in standard normal units. */
  readonly bias: number;
  readonly acceleration: number;
  /** The shares of the draws that lie below each limit. */
  readonly shares: readonly [lower: number, upper: number];
  readonly lower: number;
  readonly upper: number;
}

/** The value of a statistic without each of the values (or clusters) in turn. */
export function jackknife<T>(parts: readonly T[], statistic: (parts: readonly T[]) => number): Float64Array {
  return Float64Array.from(parts, (_part, left) =>
    statistic(parts.filter((_other, index) => index !== left)),
  );
}

function accelerationOf(leftOut: Float64Array): number {
  let mean = 0;
  for (const value of leftOut) mean += value / leftOut.length;
  let squares = 0;
  let cubes = 0;
  for (const value of leftOut) {
    const step = mean - value;
    squares += step * step;
    cubes += step * step * step;
  }
  return squares > 0 ? cubes / (6 * squares ** 1.5) : 0;
}

/** The limits between which the middle share of the draws lies. */
export function percentileLimits(
  draws: DrawDistribution,
  level: number,
): { readonly lower: number; readonly upper: number } {
  return { lower: quantileAt(draws, (1 - level) / 2), upper: quantileAt(draws, (1 + level) / 2) };
}

/**
 * Question: between which values does a user-defined statistic lie, where its draws are skewed or off centre?
 * Model: some transformation makes the draws normal, with a bias and a standard error that changes at a steady rate.
 * Formula: z0 = Phi^-1(share of draws < estimate); a = sum (m - j)^3 / 6 (sum (m - j)^2)^1.5 over the jackknife j;
 *   limits at the shares Phi(z0 + (z0 + z) / (1 - a (z0 + z))), z the normal quantiles of the level; type 7.
 * Units: those of the statistic.
 * Not estimable when: there are fewer than two different draws, or all of them lie on one side of the estimate.
 * Source: Efron 1987; Hyndman and Fan 1996 for the quantile.
 * Checked against: R 4.2.2, all 5^5 resamples, and the vectors of `oracles/reference/resampling.R`.
 */
export function bcaInterval(
  estimate: number,
  draws: DrawDistribution,
  leftOut: Float64Array,
  level: number,
): BcaInterval | NotEstimable {
  const { values } = draws;
  if (sizeOf(draws) < 2 || !((values.at(-1) ?? 0) > (values[0] ?? 0)))
    return notEstimable("the resamples do not differ");
  const bias = normalQuantile(shareBelow(draws, estimate));
  if (!Number.isFinite(bias)) return notEstimable("all resamples lie on one side of the estimate");
  const acceleration = accelerationOf(leftOut);
  const shareAt = (tail: number) => {
    const z = bias + normalQuantile(tail);
    const stretch = 1 - acceleration * z;
    // beyond the point where the transformation turns around, the limit is the outermost draw
    return stretch > 0 ? normalCdf(bias + z / stretch) : z < 0 ? 0 : 1;
  };
  const shares = [shareAt((1 - level) / 2), shareAt((1 + level) / 2)] as const;
  return {
    bias,
    acceleration,
    shares,
    lower: quantileAt(draws, shares[0]),
    upper: quantileAt(draws, shares[1]),
  };
}
