import { clusteredStandardError } from "../effects/clustered-standard-error.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";

/** A mean with the standard errors that samples alone, and clusters, give it. */
export interface ClusteredMean {
  readonly status: "estimated";
  readonly mean: number;
  /** As if every value were independent. */
  readonly independent: number;
  /** Over clusters, without correction for their number. */
  readonly clustered: number;
  /** The same with C/(C - 1) in the variance. */
  readonly corrected: number;
}

/**
 * Question: how far would a mean move with other clusters of samples?
 * Model: clusters are independent.
 * Formula: sqrt(sum over clusters of (sum of (s - mean))^2) / n; times sqrt(C/(C - 1)) corrected.
 * Units: those of the values.
 * Not estimable when: there is one cluster, or nothing varies between clusters.
 * Source: Miller 2024, appendix A; Liang and Zeger 1986.
 * Checked against: numpy.
 *
 * @param cluster which cluster each value belongs to
 */
export function clusteredMean(
  values: readonly number[],
  cluster: readonly (string | number)[],
): ClusteredMean | NotEstimable {
  if (values.length !== cluster.length) return notEstimable("not every value names its cluster");
  const numberOf = new Map<string | number, number>();
  const clusterOf = Int32Array.from(cluster, (key) => {
    const number = numberOf.get(key) ?? numberOf.size;
    numberOf.set(key, number);
    return number;
  });
  const found = clusteredStandardError(Float64Array.from(values), clusterOf);
  if ("status" in found) return found;
  const { mean, independent, clustered, corrected, clusters } = found;
  if (clusters < 2) return notEstimable("one cluster says nothing about the spread between clusters");
  if (independent === null || clustered === null || corrected === null) return notEstimable("nothing varies");
  return { status: "estimated", mean, independent, clustered, corrected };
}
