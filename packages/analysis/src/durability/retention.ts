import type { RatioSet, Retention, Verdict } from "@holdfast/core";
import { criticalT } from "../distributions/student-t.js";
import { intervalOf, reportedDf } from "../effects/effect-estimate.js";
import { contrastVariance } from "./covariance.js";
import { equivalence } from "./equivalence.js";
import { fieller } from "./fieller.js";
import { claimPValue, contrastPValue, retentionContrast } from "./non-inferiority.js";
import { openEnds, type StageLeads } from "./stage-leads.js";
import type { BareLeads } from "./value-leads.js";
import { type VerdictRule, verdictOf } from "./verdict.js";

/** Everything of a plan that the numbers of a retention depend on. */
export interface RetentionRule extends VerdictRule {
  readonly alpha: number;
  /** Equivalence margin on the scale of the leads, or null. */
  readonly margin: number | null;
}

/** What a retention says, without whom it is about. */
export type RetentionNumbers = Omit<
  Extract<Retention, { status: "estimated" }>,
  "status" | "scale" | "target" | "estimator"
>;

const BARE = "values alone have no uncertainty that could be stated";
const OPEN =
  "a rate is at an end of the scale: its log odds add half an effective event, and have an end on one side only";
const ALIKE = "all runs changed alike, so nothing says how sure the change is";

const CLOSED = { down: false, up: false };

function leadWithInterval(estimate: number, variance: number, t: number, level: number, ends = CLOSED) {
  const standardError = Math.sqrt(variance);
  return {
    estimate,
    standardError,
    interval: intervalOf(
      {
        lower: ends.down ? Number.NEGATIVE_INFINITY : estimate - t * standardError,
        upper: ends.up ? Number.POSITIVE_INFINITY : estimate + t * standardError,
      },
      level,
    ),
  };
}

/** A lead without an end has no standard error: what stands for it is that of one side. */
function asShown<T extends ReturnType<typeof leadWithInterval>>(lead: T, ends = CLOSED) {
  return ends.down || ends.up ? { ...lead, standardError: null } : lead;
}

/** Both ends of the set of shares, as far as it has them and the lead is one for the better. */
function boundsOfShare(
  set: RatioSet | null,
  g: number | null,
  isOpen: boolean,
  better: boolean,
): { readonly least: number | null; readonly most: number | null } {
  const readable = set?.kind === "interval" || (isOpen && set?.kind === "half-line" && g !== null && g < 1);
  if (set === null || !readable || !better) return { least: null, most: null };
  return { least: set.lower, most: set.upper };
}

/** The lead at `from`, tested against 0; two-sided, on the finding's own df. Null where it cannot be tested. */
export function leadPValue(leads: StageLeads | BareLeads): number | null {
  if (leads.covariance === null) return null;
  const ends = { down: leads.open?.from === -1, up: leads.open?.from === 1 };
  const standardError = Math.sqrt(leads.covariance.from);
  return contrastPValue({ estimate: leads.from, standardError }, leads.df, ends);
}

/** The claim that more than `share` is left, read against alpha. Null where it cannot be tested. */
export function retentionPValue(
  leads: StageLeads | BareLeads,
  rule: Pick<RetentionRule, "better" | "lower" | "level">,
): number | null {
  if (leads.covariance === null) return null;
  return claimPValue(retentionContrast(leads, rule.better, rule.lower, rule.level), leads.df);
}

/** A quotient, or null where the denominator is 0 or so near to it that the quotient is beyond all numbers. */
function finiteRatio(numerator: number, denominator: number): number | null {
  const ratio = numerator / denominator;
  return Number.isFinite(ratio) ? ratio : null;
}

function bareRetention(leads: BareLeads, rule: RetentionRule): RetentionNumbers {
  const bare = (estimate: number) => ({ estimate, standardError: null, interval: null });
  const verdict: Verdict = { word: "inconclusive", reason: BARE, flags: [] };
  return {
    df: null,
    from: bare(leads.from),
    to: bare(leads.to),
    change: { ...bare(leads.to - leads.from), pValue: null },
    retained: { point: finiteRatio(leads.to, leads.from), set: null, g: null },
    nonInferiority: {
      share: rule.lower,
      estimate: rule.better * (leads.to - rule.lower * leads.from),
      interval: null,
      pValue: null,
      pAdjusted: null,
    },
    retainedAtLeast: null,
    retainedAtMost: null,
    equivalence: null,
    verdict,
    reason: BARE,
  };
}

/** Every number of a durability finding, from the leads and their one df. */
export function retentionNumbers(
  leads: StageLeads | BareLeads,
  rule: RetentionRule,
  pAdjusted: number | null,
): RetentionNumbers {
  if (leads.covariance === null) return bareRetention(leads, rule);
  const { covariance, df } = leads;
  const { better, lower, level, alpha, margin } = rule;
  const t = criticalT(level, df);
  const changeEnds = openEnds(leads, 1);
  const change = leadWithInterval(
    leads.to - leads.from,
    contrastVariance(covariance, 1),
    t,
    level,
    changeEnds,
  );
  const endsAt = (stage: "from" | "to") => ({
    down: leads.open?.[stage] === -1,
    up: leads.open?.[stage] === 1,
  });
  const isOpen = leads.open !== undefined;
  const claim = retentionContrast(leads, better, lower, level);
  const ratio = fieller(leads, level);
  // Where every run kept the same share the set would be that one number.
  const same =
    !("status" in ratio) && ratio.point !== null && !(contrastVariance(covariance, ratio.point) > 0);
  const set = "status" in ratio || same ? null : ratio.set;
  const g = "status" in ratio ? null : ratio.g;
  const { least, most } = boundsOfShare(set, g, isOpen, better * leads.from > 0);
  const changes = change.standardError > 0;
  return {
    df: reportedDf(df),
    from: asShown(leadWithInterval(leads.from, covariance.from, t, level, endsAt("from")), endsAt("from")),
    to: asShown(leadWithInterval(leads.to, covariance.to, t, level, endsAt("to")), endsAt("to")),
    change: {
      ...asShown(change, changeEnds),
      ...(changes ? {} : { standardError: null, interval: null }),
      pValue: contrastPValue(change, df, changeEnds),
    },
    retained:
      "status" in ratio ? { point: null, set: null, g: null } : { point: ratio.point, set, g: ratio.g },
    nonInferiority: {
      share: lower,
      estimate: claim.estimate,
      interval: claim.standardError > 0 ? intervalOf(claim.interval, level) : null,
      pValue: retentionPValue(leads, rule),
      pAdjusted,
    },
    retainedAtLeast: least,
    retainedAtMost: most,
    equivalence:
      margin === null || !changes || isOpen
        ? null
        : equivalence(change.estimate, change.standardError, df, margin, alpha),
    verdict: verdictOf(leads, rule),
    reason: "status" in ratio ? ratio.reason : isOpen ? OPEN : changes && !same ? null : ALIKE,
  };
}
