import type { Quantity } from "@holdfast/core";
import { settled } from "../effects/arm-components.js";
import { tQuantity } from "../effects/t-quantity.js";
import type { NotEstimable } from "../not-estimable.js";

/** Fewer clusters than this say too little of others to rest an interval on. */
export const JACKKNIFE_CLUSTERS = 5;

/** A statistic of all clusters, and what it is without each of them. */
export interface LeftOut {
  readonly whole: number | NotEstimable;
  readonly without: readonly (number | NotEstimable)[];
}

/**
 * Question: how far would a statistic move with other clusters?
 * Model: clusters are independent; what is within one may depend in any way.
 * Formula: V = (C - 1) / C sum (theta_(-c) - mean of theta_(-c))^2, t on C - 1.
 * Units: squares of the statistic's unit.
 * Not estimable when: the statistic is not; the interval with fewer than five clusters, where leaving one out leaves
 *   no statistic, or where no cluster makes a difference.
 * Source: Tukey 1958; Efron and Stein 1981.
 * Checked against: for a mean of equal clusters it is the clustered standard error; numpy 1.24.
 */
export function clusterJackknife(
  { whole, without }: LeftOut,
  level: number,
  bounds: { readonly lower: number; readonly upper: number },
): Quantity {
  if (typeof whole !== "number") return { status: "not-estimable", reason: whole.reason };
  const values = without.filter((value) => typeof value === "number");
  const count = values.length;
  const bare = (reason: string) => tQuantity({ estimate: whole, variance: 0, df: 1 }, level, reason);
  if (without.length < JACKKNIFE_CLUSTERS)
    return bare(
      `${without.length} independent cluster${without.length === 1 ? "" : "s"} (at least ${JACKKNIFE_CLUSTERS} needed for an interval)`,
    );
  if (count < without.length) return bare("it rests on a single cluster");
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const quantity = tQuantity(
    { estimate: whole, variance: settled(((count - 1) / count) * squares), df: count - 1 },
    level,
    "no cluster makes a difference to it",
  );
  if (quantity.interval === null) return quantity;
  const inside = (value: number | null) =>
    value === null ? null : Math.min(bounds.upper, Math.max(bounds.lower, value));
  const { lower, upper } = quantity.interval;
  return { ...quantity, interval: { ...quantity.interval, lower: inside(lower), upper: inside(upper) } };
}
