import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { RunStages } from "./run-leads.js";

/** The lead of the arm that was best, corrected for having been picked. */
export interface SelectedLead {
  readonly lead: number;
  /** Retention from it; null where it is 0 or on the other side. */
  readonly retained: number | null;
}

/** An arm among those that were picked from: its leads at both stages, and its own runs. */
export interface Candidate {
  readonly from: number;
  readonly to: number;
  readonly runs: RunStages;
}

export const FEWEST_TO_SHRINK = 4;

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += values[index] ?? 0;
  return sum / values.length;
}

/** Variance of the mean at `from`, and its covariance with the mean at `to`, over the runs of one arm. */
function ownNoise({ from, to }: RunStages): { readonly variance: number; readonly cross: number } {
  const count = from.length;
  const [one, other] = [meanOf(from), meanOf(to)];
  let squares = 0;
  let products = 0;
  for (let run = 0; run < count; run += 1) {
    squares += ((from[run] ?? 0) - one) ** 2;
    products += ((from[run] ?? 0) - one) * ((to[run] ?? 0) - other);
  }
  const divisor = (count - 1) * count;
  return { variance: squares / divisor, cross: products / divisor };
}

/**
 * Question: how large is the lead of the arm that has the largest one, and how much of it is left?
 * Model: the arms' leads scatter around their mean; each differs from its true one by the noise of its own runs (that
 *   of the shared control moves all alike, and nothing is picked by it). That noise carries over to the later stage.
 * Formula: b' = m + (1 - (k - 3) v / sum (b_i - m)^2)+ (b - m), v the mean variance of an arm's mean over runs;
 *   a' = a - (c / v) (b - b'), c the same covariance of both stages; R' = a' / b'.
 * Units: those of the leads.
 * Not estimable when: fewer than four arms, or an arm with fewer than two runs.
 * Source: James and Stein 1961; Efron and Morris 1973 (shrinking towards the mean).
 * Checked against: simulation (the best of seven arms, all of the lead kept).
 */
export function selectedLead(
  candidates: readonly Candidate[],
  selected: Candidate,
): SelectedLead | NotEstimable {
  const count = candidates.length;
  if (count < FEWEST_TO_SHRINK)
    return notEstimable(`${count} arms are too few to draw a lead towards (${FEWEST_TO_SHRINK} needed)`);
  if (candidates.some(({ runs }) => runs.from.length < 2))
    return notEstimable("an arm has fewer than two runs, so how far its lead is chance is unknown");
  const noises = candidates.map(({ runs }) => ownNoise(runs));
  const variance = meanOf(noises.map((noise) => noise.variance));
  const cross = meanOf(noises.map((noise) => noise.cross));
  const middle = meanOf(candidates.map(({ from }) => from));
  const spread = candidates.reduce((sum, { from }) => sum + (from - middle) ** 2, 0);
  const kept = spread > 0 ? Math.max(0, 1 - ((count - 3) * variance) / spread) : 0;
  const lead = middle + kept * (selected.from - middle);
  const carried = variance > 0 ? cross / variance : 0;
  const to = selected.to - carried * (selected.from - lead);
  const retained = to / lead;
  return { lead, retained: lead * selected.from > 0 && Number.isFinite(retained) ? retained : null };
}
