import { stepUp } from "./step-up.js";

/**
 * Question: which members of a family stand, when their p-values are independent or positively dependent?
 * Model: Simes' inequality holds. An alternative to Holm, never the default: leads that share a control meet the
 *   condition, leads in opposite directions need not.
 * Formula: sorted upwards, p~_(i) = min over j >= i of min(1, (m - j + 1) p_(j)).
 * Units: probability.
 * Not estimable when: a member has no p-value: it is left out, and stays `null`.
 * Source: Hochberg 1988.
 * Checked against: R 4.2.2 `p.adjust("hochberg")`.
 */
export function hochberg(pValues: readonly (number | null)[]): (number | null)[] {
  return stepUp(pValues, (rank, size) => size - rank + 1);
}
