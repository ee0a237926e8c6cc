import { criticalT } from "../distributions/student-t.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import { clopperPearson } from "./clopper-pearson.js";
import type { Limits } from "./limits.js";

/** What a clustered single-arm rate rests on. */
export interface ClusteredRate {
  /** In [0, 1]. */
  readonly rate: number;
  /** Standard error with the clustering in it, same unit; 0 when every cluster agrees. */
  readonly standardError: number;
  /** Degrees of freedom of that standard error. */
  readonly df: number;
  /** Observations, clustered or not. */
  readonly observations: number;
  /** Number of clusters: the effective sample size where all clusters are at one end of the scale. */
  readonly clusters: number;
}

/**
 * Question: between which rates does the true rate of one arm lie, when its observations are clustered?
 * Model: an effective sample size n* = p(1-p)/se^2 * (t_{n-1}/t_df)^2 put into the exact binomial interval.
 * Formula: ClopperPearson(n* p, n*); where every cluster is 0 (or every one 1), n* = number of clusters.
 * Units: rates in [0, 1].
 * Not estimable when: there are fewer than two clusters.
 * Source: Korn and Graubard 1998.
 * Checked against: R survey 4.1-1 `svyciprop(method = "beta")`.
 *
 * @param level coverage such as 0.95
 * @param sizeLimit whether clusters that differ less than chance would may count for more than their observations, as
 *   survey software lets them
 */
export function kornGraubard(
  from: ClusteredRate,
  level: number,
  sizeLimit: "observations" | "none" = "observations",
): (Limits & { readonly status: "estimated"; readonly effectiveSize: number }) | NotEstimable {
  const { rate, standardError, df, observations, clusters } = from;
  if (clusters < 2) return notEstimable("one cluster says nothing about the spread between clusters");
  const ratio = criticalT(level, observations - 1) / criticalT(level, df);
  const own = (rate * (1 - rate)) / (standardError * standardError);
  const most = sizeLimit === "observations" ? observations : Number.POSITIVE_INFINITY;
  const effectiveSize = standardError > 0 ? Math.min(own * ratio * ratio, most) : clusters;
  return {
    status: "estimated",
    effectiveSize,
    ...clopperPearson(effectiveSize * rate, effectiveSize, level),
  };
}
