import type { Family } from "@holdfast/core";
import { studentTQuantile } from "../distributions/student-t.js";
import { type DunnettMember, dunnett } from "../multiplicity/dunnett.js";
import { holm } from "../multiplicity/holm.js";

/** What one answer brings to the adjustment of its family. */
export interface MemberAnswer {
  readonly member: number;
  readonly pValue: number | null;
  readonly runs: number;
  readonly controlRuns: number;
  /** Degrees of freedom behind the p-value; Infinity for the normal. */
  readonly df: number;
}

/**
 * One answer a member: the largest of its p-values, so that a member with several answers (conditions, judges) stands
 * only where all do; null where one is missing.
 */
export function largestAnswers(size: number, answers: readonly MemberAnswer[]): (MemberAnswer | null)[] {
  const largest: (MemberAnswer | null | undefined)[] = new Array(size).fill(undefined);
  for (const answer of answers) {
    if (answer.member >= size) continue;
    const most = largest[answer.member];
    if (answer.pValue === null || most === null) largest[answer.member] = null;
    else if (most === undefined || answer.pValue > (most.pValue ?? 1)) largest[answer.member] = answer;
  }
  return largest.map((answer) => answer ?? null);
}

function byDunnett(largest: readonly (MemberAnswer | null)[]): (number | null)[] {
  const df = Math.min(...largest.flatMap((answer) => (answer === null ? [] : [answer.df])));
  if (!Number.isFinite(df) && df !== Number.POSITIVE_INFINITY) return largest.map(() => null);
  const members = largest.map((answer): DunnettMember | null => {
    if (answer === null) return null;
    const { pValue, runs, controlRuns } = answer;
    // The t whose two-sided p-value on the pooled df is that of the member's own interval.
    const t = pValue === null ? 0 : pValue >= 1 ? 0 : -studentTQuantile(Math.max(pValue, 1e-300) / 2, df);
    return { t, runs: Math.max(1, runs), controlRuns: Math.max(1, controlRuns) };
  });
  // Quadrature may end a rounding below the p-value alone.
  return dunnett(members, df).map((p, at) => (p === null ? null : Math.max(p, largest[at]?.pValue ?? 0)));
}

/** The p-values of a family after its registered method; a member without one counts as p = 1 and stays null. */
export function adjustFamily(
  { method, members }: Pick<Family, "method" | "members">,
  largest: readonly (MemberAnswer | null)[],
): (number | null)[] {
  if (method === "dunnett") return byDunnett(largest);
  return holm(
    largest.map((answer) => answer?.pValue ?? null),
    members.length,
  );
}

/** The largest p-value of a family, at which all of it stands; 1 as soon as one member has none. */
export function gateOf(adjusted: readonly (number | null)[]): number {
  return adjusted.reduce<number>((most, p) => Math.max(most, p ?? 1), 0);
}

/** p-values of a family that is tested only where an earlier one stands whole. */
export function behindGate(
  adjusted: readonly (number | null)[],
  gate: number | undefined,
): (number | null)[] {
  return gate === undefined ? [...adjusted] : adjusted.map((p) => (p === null ? null : Math.max(p, gate)));
}
