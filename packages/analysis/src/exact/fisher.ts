import type { SingleArm } from "../intervals/limits.js";
import type { TwoCounts } from "../proportions/counts.js";
import { conditionalOddsRatio, type ExactTest, exactTest } from "./conditional-odds-ratio.js";
import { conditionalTable } from "./hypergeometric.js";

/**
 * Question: are the events of two sides associated with the side, exactly, at any size?
 * Model: given all margins the events of side 1 are hypergeometric.
 * Formula: two-sided p = sum of the probabilities no larger than the observed one's; odds ratio and limits from the
 *   noncentral hypergeometric.
 * Units: probability; odds ratio.
 * Not estimable when: never; without events, or without non-events, p is 1 and the odds ratio NaN in [0, Infinity].
 * Source: Fisher 1935; Cornfield 1956.
 * Checked against: R 4.2.2 `fisher.test`, its limits by inversion to the last digits.
 */
export function fisherExact(counts: TwoCounts, level: number): ExactTest & { readonly oddsRatio: SingleArm } {
  const table = conditionalTable(counts);
  return { ...exactTest(table), oddsRatio: conditionalOddsRatio(table, level) };
}
