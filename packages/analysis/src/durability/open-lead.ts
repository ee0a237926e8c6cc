import { criticalT } from "../distributions/student-t.js";
import {
  effectiveRates,
  moverWilsonAt,
  type RatesWithVariance,
  shrunkLogOdds,
} from "../effects/effective-rates.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { StageLeads } from "./stage-leads.js";

const SAME_END =
  "both rates are at the same end of the scale at a stage, where their log odds ratio is anything";

/** A lead in log odds that has an end on one side only. */
export interface OpenLead {
  /** Half an effective event added to each side. */
  readonly estimate: number;
  /** Square of (distance of the finite limit from the estimate, over t): the variance on that side. */
  readonly variance: number;
  /** The side without an end. */
  readonly side: 1 | -1;
}

/**
 * Question: what is a lead in log odds where one of the two rates is 0 or 1?
 * Model: the interval of 2.1 is open on the side of the infinite log odds, and ends on the other.
 * Formula: logits of the Wilson limits combined by MOVER, on effective counts and the finding's own t; the estimate adds
 *   half an effective event to each side; C_aa = (distance of the finite limit / t)^2, as 2.5 has it for a stage of
 *   variance 0.
 * Units: log odds.
 * Not estimable when: both rates are at the same end; the number of scores behind them is not known.
 * Source: statistics of this project, 2.1 and 2.5; Haldane 1956.
 * Checked against: `mover-wilson` at the same effective counts; coverage by simulation (`docs/calibration.md`).
 */
export function openLead(rates: RatesWithVariance, level: number, df: number): OpenLead | NotEstimable {
  if (rates.arm.rate === rates.control.rate) return notEstimable(SAME_END);
  const effective = effectiveRates(rates);
  if (effective === undefined || !(effective.arm.observations > 0) || !(effective.control.observations > 0))
    return notEstimable("a rate is at an end of the scale, and the number of scores behind it is not known");
  const t = criticalT(level, df);
  const { estimate: limit, lower, upper } = moverWilsonAt(effective, "log-odds", t);
  const estimate = shrunkLogOdds(effective);
  const side = limit < 0 ? -1 : 1;
  const distance = side < 0 ? upper - estimate : estimate - lower;
  return { estimate, variance: (Math.max(0, distance) / t) ** 2, side };
}

type ByStage = { readonly from: OpenLead | undefined; readonly to: OpenLead | undefined };

/** The open leads of both stages, or why one of them has nothing to say. */
export function openStages(
  at: (stage: "from" | "to") => OpenLead | NotEstimable | undefined,
): ByStage | NotEstimable {
  const [from, to] = [at("from"), at("to")];
  if (from !== undefined && "status" in from) return from;
  if (to !== undefined && "status" in to) return to;
  return { from, to };
}

/** Leads whose open stages have the estimates and sides of their own; covariance and df are theirs already. */
export function withOpen(leads: StageLeads, { from, to }: ByStage): StageLeads {
  return {
    ...leads,
    from: from?.estimate ?? leads.from,
    to: to?.estimate ?? leads.to,
    open: {
      ...(from === undefined ? {} : { from: from.side }),
      ...(to === undefined ? {} : { to: to.side }),
    },
  };
}
