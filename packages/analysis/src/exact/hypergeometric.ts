import gammaln from "@stdlib/math-base-special-gammaln";
import type { TwoCounts } from "../proportions/counts.js";

/** Probabilities of each possible number of events of side 1, given all margins of a two-by-two table. */
export interface ConditionalTable {
  /** The fewest events that side 1 can have. */
  readonly least: number;
  readonly observed: number;
  /** log of the weight of each number from `least` on, at an odds ratio of 1; not normalised. */
  readonly logWeights: Float64Array;
}

function logChoose(n: number, k: number): number {
  return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1);
}

/** The hypergeometric distribution of the events of side 1. */
export function conditionalTable({ x1, n1, x0, n0 }: TwoCounts): ConditionalTable {
  const events = x1 + x0;
  const least = Math.max(0, events - n0);
  const most = Math.min(n1, events);
  const logWeights = new Float64Array(most - least + 1);
  // Ratios of neighbours keep the digits that differences of large logarithms lose; the middle is the anchor.
  const anchor = Math.min(most, Math.max(least, Math.floor(((n1 + 1) * (events + 1)) / (n1 + n0 + 2))));
  for (let x = anchor + 1; x <= most; x += 1) {
    const ratio = ((n1 - x + 1) * (events - x + 1)) / (x * (n0 - events + x));
    logWeights[x - least] = (logWeights[x - 1 - least] ?? 0) + Math.log(ratio);
  }
  for (let x = anchor - 1; x >= least; x -= 1) {
    const ratio = ((x + 1) * (n0 - events + x + 1)) / ((n1 - x) * (events - x));
    logWeights[x - least] = (logWeights[x + 1 - least] ?? 0) + Math.log(ratio);
  }
  return { least, observed: x1, logWeights };
}

/** The probabilities of a conditional table at an odds ratio, from `least` on. */
export function conditionalProbabilities(
  { least, logWeights }: Pick<ConditionalTable, "least" | "logWeights">,
  logOddsRatio: number,
): Float64Array {
  const probabilities = logWeights.map((weight, index) => weight + (least + index) * logOddsRatio);
  let top = Number.NEGATIVE_INFINITY;
  for (const weight of probabilities) top = Math.max(top, weight);
  let total = 0;
  for (let index = 0; index < probabilities.length; index += 1) {
    const weight = Math.exp((probabilities[index] ?? 0) - top);
    probabilities[index] = weight;
    total += weight;
  }
  return probabilities.map((weight) => weight / total);
}

/** log C(n, k) over k = 0 ... n. */
export function logBinomials(n: number): Float64Array {
  return Float64Array.from({ length: n + 1 }, (_, k) => logChoose(n, k));
}
