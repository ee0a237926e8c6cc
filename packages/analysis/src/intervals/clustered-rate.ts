import { criticalT } from "../distributions/student-t.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { ClusteredRate } from "./korn-graubard.js";
import type { Limits } from "./limits.js";
import { logit } from "./mover-log-odds.js";

/**
 * Question: what is the rate over clusters of possibly unequal size, and how far would it move with other clusters?
 * Model: clusters are independent; the rate is the ratio of events to observations, linearised.
 * Formula: p = sum x_c / sum n_c; se = sqrt(C/(C - 1) sum (x_c - p n_c)^2) / sum n_c; df = C - 1.
 * Units: rates in [0, 1].
 * Not estimable when: there are fewer than two clusters, or no observations.
 * Source: Cochran 1977, chapter 9; Binder 1983.
 * Checked against: R survey 4.1-1 `svymean`.
 */
export function clusteredRate(
  events: readonly number[],
  sizes: readonly number[],
): ClusteredRate | NotEstimable {
  const clusters = events.length;
  if (clusters < 2) return notEstimable("one cluster says nothing about the spread between clusters");
  const observations = sizes.reduce((sum, size) => sum + size, 0);
  if (!(observations > 0)) return notEstimable("there are no observations");
  const rate = events.reduce((sum, count) => sum + count, 0) / observations;
  const squares = events.reduce(
    (sum, count, cluster) => sum + (count - rate * (sizes[cluster] ?? 0)) ** 2,
    0,
  );
  const standardError = Math.sqrt((clusters / (clusters - 1)) * squares) / observations;
  return { rate, standardError, df: clusters - 1, observations, clusters };
}

/**
 * Question: between which rates does the true rate lie, given a standard error with the clustering in it?
 * Model: the log odds of the observed rate are normal around the true ones.
 * Formula: expit(logit(p) -+ t_df se / (p (1 - p))).
 * Units: rates in [0, 1].
 * Not estimable when: the rate is 0 or 1, or the standard error is 0.
 * Source: Korn and Graubard 1998 (compared there); delta method.
 * Checked against: R survey 4.1-1 `svyciprop(method = "xlogit")` and `"logit"`.
 */
export function logitInterval(
  { rate, standardError, df }: Pick<ClusteredRate, "rate" | "standardError" | "df">,
  level: number,
): (Limits & { readonly status: "estimated" }) | NotEstimable {
  if (!(rate > 0 && rate < 1)) return notEstimable("a rate of 0 or 1 has no log odds");
  if (!(standardError > 0)) return notEstimable("every cluster has the same rate");
  const half = (criticalT(level, df) * standardError) / (rate * (1 - rate));
  const expit = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));
  return { status: "estimated", lower: expit(logit(rate) - half), upper: expit(logit(rate) + half) };
}
