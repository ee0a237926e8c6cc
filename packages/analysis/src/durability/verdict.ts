import type { Verdict } from "@holdfast/core";
import { retentionContrast } from "./non-inferiority.js";
import type { StageLeads } from "./stage-leads.js";

/** What the verdict is decided by, all of it registered in the plan. */
export interface VerdictRule {
  /** +1 higher is better, -1 lower is better. */
  readonly better: 1 | -1;
  /** r_lo and r_hi. */
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  /** Whether the lead at `from` stands after Holm over the registered leads there. */
  readonly leadProved: boolean;
}

const openAt = (side: 1 | -1 | undefined) => (side === undefined ? {} : { to: side });

const EVERYTHING = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

/**
 * Question: what became of the lead, in one word?
 * Model: intervals of L(share) = a* - share b*, see {@link retentionContrast}. First match wins:
 *   1. amplified: lower L(1) > 0 (no lead needed; `emerged-in-rl` where it is unproven);
 *   2. without a proved lead: inconclusive, `no-lead-to-retain`; or no word at all and `harm` where upper(b*) < 0;
 *   3. retained: lower L(r_hi) > 0;
 *   4. partly-retained: upper L(1) < 0 and lower(a*) > 0;
 *   5. lost: upper L(r_lo) < 0 (`reversed` where upper(a*) < 0);
 *   6. inconclusive.
 * Units: none.
 * Not estimable when: never; that is what `inconclusive` is for. A contrast that no run differs in decides nothing.
 * Source: statistics of this project; the intervals are those of `non-inferiority.ts`.
 * Checked against: a table of cases, one a rule, and the property that exactly one rule applies.
 */
export function verdictOf(leads: StageLeads, rule: VerdictRule): Verdict {
  const { better, lower, upper, level, leadProved } = rule;
  const interval = (share: number) => {
    const { standardError, interval: own } = retentionContrast(leads, better, share, level);
    // Runs that do not differ in a contrast do not say how sure it is: it decides nothing.
    return standardError > 0 ? own : EVERYTHING;
  };
  const end = interval(0);
  const whole = interval(1);
  const start = retentionContrast(
    {
      ...leads,
      to: leads.from,
      covariance: { ...leads.covariance, to: leads.covariance.from },
      ...(leads.open === undefined ? {} : { open: openAt(leads.open.from) }),
    },
    better,
    0,
    level,
  ).interval;
  const harmed = start.upper < 0;
  if (whole.lower > 0) {
    const flags: Verdict["flags"] = leadProved ? [] : ["emerged-in-rl"];
    return { word: "amplified", reason: null, flags: harmed ? [...flags, "harm"] : flags };
  }
  if (harmed)
    return { word: null, reason: "the arm does worse than its control at the first stage", flags: ["harm"] };
  if (!leadProved)
    return {
      word: "inconclusive",
      reason: "no lead at the first stage stands, so there is none to retain",
      flags: ["no-lead-to-retain"],
    };
  if (interval(upper).lower > 0) return { word: "retained", reason: null, flags: [] };
  const tooLittle = interval(lower).upper < 0;
  // Less than r_lo of a proved lead is less than all of it, also where no run differs in the change itself.
  const smaller = whole.upper < 0 || (whole === EVERYTHING && tooLittle);
  if (smaller && end.lower > 0) return { word: "partly-retained", reason: null, flags: [] };
  if (tooLittle) return { word: "lost", reason: null, flags: end.upper < 0 ? ["reversed"] : [] };
  return { word: "inconclusive", reason: "the data fit more than one verdict", flags: [] };
}
