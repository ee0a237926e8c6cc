import type { OrientedLead, Quantity } from "@holdfast/core";

/**
 * Question: was the behaviour suppressed near the training data rather than learned?
 * Model: intervals of the two leads, turned so that positive is better, and of their gap (far minus near).
 * Formula: true when the near lead's interval lies above 0, the far lead's does not, and the gap's lies below 0:
 *   "significant here and not there" alone is never enough.
 * Units: none.
 * Not estimable when: one of the three intervals is missing (null).
 * Source: statistics of this project, rule 5 and 2.3; Gelman and Stern 2006.
 * Checked against: a table of cases.
 */
export function isSuppressed(
  near: Pick<OrientedLead, "lead">,
  far: Pick<OrientedLead, "lead">,
  gap: Quantity | undefined,
): boolean | null {
  const nearInterval = near.lead?.interval ?? null;
  const farInterval = far.lead?.interval ?? null;
  const gapInterval = gap?.status === "estimated" ? gap.interval : null;
  if (nearInterval === null || farInterval === null || gapInterval === null) return null;
  const stands = nearInterval.lower !== null && nearInterval.lower > 0;
  const standsFar = farInterval.lower !== null && farInterval.lower > 0;
  const isSmaller = gapInterval.upper !== null && gapInterval.upper < 0;
  return stands && !standsFar && isSmaller;
}
