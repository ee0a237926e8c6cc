import { loadingGroups, productCorrelationTail } from "./product-correlation-tail.js";

/** An arm against the shared control: its t, and the runs on both sides. */
export interface DunnettMember {
  readonly t: number;
  readonly runs: number;
  readonly controlRuns: number;
}

/**
 * Question: which arms stand against one control, when the family may err at most once in 1/alpha?
 * Model: one variance for all arms (the registered pooled sharpening), so that the statistics are jointly
 *   multivariate t with correlation lambda_a lambda_b.
 * Formula: p~_a = P(max_b |T_b| > |t_a|), lambda_a = sqrt(S_a / (S_a + S_0)): single step.
 * Units: probability.
 * Not estimable when: a member has no t: it counts in the family (with equal runs, unless told) and stays `null`.
 * Source: Dunnett 1955; Hsu 1996 (unequal sizes).
 * Checked against: R 4.2.2 multcomp 1.4-22 `glht`, mvtnorm 1.1.3 `pmvt`.
 *
 * @param members one entry a registered member; `null` for one without an answer
 */
export function dunnett(members: readonly (DunnettMember | null)[], df: number): (number | null)[] {
  const groups = loadingGroups(
    members.map((member) =>
      member === null ? Math.SQRT1_2 : Math.sqrt(member.runs / (member.runs + member.controlRuns)),
    ),
  );
  return members.map((member) => {
    if (member === null) return null;
    const tail = productCorrelationTail(groups, df, Math.abs(member.t));
    return Number.isNaN(tail) ? null : tail;
  });
}
