import { normalQuantile } from "../distributions/normal.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { brentRoot } from "../numeric/brent-root.js";
import type { AlphaSpending } from "./alpha-spending.js";
import { crossingProbability, type LookDensity, lookDensity } from "./look-density.js";

/** Looks at growing information fractions, with the alpha of the whole trial. */
export interface LookPlan {
  /** Increasing, in (0, 1]. */
  readonly fractions: readonly number[];
  readonly alpha: number;
  /** 2: alpha is that of both sides together, and the bounds are symmetric. */
  readonly sides: 1 | 2;
}

/** The bound of each look and the alpha spent up to it. */
export interface Boundaries {
  readonly z: readonly number[];
  readonly spent: readonly number[];
}

const FARTHEST = 38;

/** A probability's logarithm, finite where the probability is below the smallest number. */
const logOf = (probability: number) => Math.log(Math.max(probability, 1e-320));

function faultOf({ fractions, alpha }: LookPlan): NotEstimable | null {
  if (fractions.length === 0) return notEstimable("no look is planned");
  if (!(alpha > 0 && alpha < 1)) return notEstimable("alpha is not between 0 and 1");
  const grows = fractions.every((fraction, look) => fraction > (fractions[look - 1] ?? 0) && fraction <= 1);
  return grows ? null : notEstimable("information fractions must grow, from above 0 to at most 1");
}

/** k looks at equal steps of information. */
export function equalFractions(looks: number): number[] {
  return Array.from({ length: looks }, (_, index) => (index + 1) / looks);
}

/**
 * Question: how large must z be at each of several planned looks, so that all of them together err at alpha?
 * Model: independent normal increments of information.
 * Formula: at look k the bound c_k solves P(crosses at k and not before) = spending(t_k) - spending(t_{k-1}).
 * Units: standard normal scores; a look at which nothing may be spent has the bound Infinity.
 * Not estimable when: fractions do not grow within (0, 1], or alpha is not in (0, 1).
 * Source: Lan and DeMets 1983.
 * Checked against: rpact 3.3.4 `getDesignGroupSequential`.
 */
export function spendingBoundaries(plan: LookPlan, spending: AlphaSpending): Boundaries | NotEstimable {
  const fault = faultOf(plan);
  if (fault !== null) return fault;
  const { fractions, alpha, sides } = plan;
  const z: number[] = [];
  const spent = fractions.map((fraction) => spending(fraction, alpha, sides));
  let before: LookDensity | null = null;
  fractions.forEach((fraction, look) => {
    const share = (spent[look] ?? 0) - (spent[look - 1] ?? 0);
    const last = before;
    const bound = !(share > 0)
      ? Number.POSITIVE_INFINITY
      : last === null
        ? -normalQuantile(share / sides)
        : (brentRoot(
            (c) => logOf(crossingProbability(last, fraction, c, sides)) - Math.log(share),
            -8,
            FARTHEST,
            { tolerance: 1e-12 },
          ) ?? Number.POSITIVE_INFINITY);
    z.push(bound);
    before = lookDensity(before, fraction, z[look] ?? 0, sides, fractions[look + 1] ?? null);
  });
  return { z, spent };
}

/** The alpha spent up to each look by bounds that are given. */
export function spentBy({ fractions, sides }: LookPlan, z: readonly number[]): number[] {
  let before: LookDensity | null = null;
  let total = 0;
  return fractions.map((fraction, look) => {
    const bound = z[look] ?? 0;
    total += crossingProbability(before, fraction, bound, sides);
    before = lookDensity(before, fraction, bound, sides, fractions[look + 1] ?? null);
    return total;
  });
}

/**
 * Question: as `spendingBoundaries`, for the classic designs whose bounds have a fixed shape.
 * Model: independent normal increments of information.
 * Formula: c_k = c t_k^(delta - 1/2), with the c at which all looks together err at alpha; delta = 1/2 is Pocock's
 *   constant bound, delta = 0 O'Brien and Fleming's falling one.
 * Units: standard normal scores.
 * Not estimable when: fractions do not grow within (0, 1], or alpha is not in (0, 1).
 * Source: Pocock 1977; O'Brien and Fleming 1979; Wang and Tsiatis 1987.
 * Checked against: rpact 3.3.4 `typeOfDesign = "P"`, `"OF"` and `"WT"`.
 */
export function shapedBoundaries(plan: LookPlan, delta: number): Boundaries | NotEstimable {
  const fault = faultOf(plan);
  if (fault !== null) return fault;
  const { fractions, alpha, sides } = plan;
  const at = (constant: number) => fractions.map((fraction) => constant * fraction ** (delta - 0.5));
  const least = -normalQuantile(alpha / sides);
  const most = -normalQuantile(alpha / sides / fractions.length);
  const total = (constant: number) => spentBy(plan, at(constant)).at(-1) ?? 0;
  const last = (fractions.at(-1) ?? 1) ** (delta - 0.5);
  const constant =
    fractions.length === 1
      ? least / last
      : (brentRoot(
          (candidate) => logOf(total(candidate)) - Math.log(alpha),
          (least / last) * (1 - 1e-9),
          Math.max(most, most / last) * (1 + 1e-9),
          { tolerance: 1e-12 },
        ) ?? Number.NaN);
  const z = at(constant);
  return { z, spent: spentBy(plan, z) };
}
