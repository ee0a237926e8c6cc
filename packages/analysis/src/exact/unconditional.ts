import type { TwoCounts } from "../proportions/counts.js";
import { conditionalProbabilities, conditionalTable, logBinomials } from "./hypergeometric.js";

const GRID = 400;
const REFINEMENTS = 60;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
// Outcomes that rounding alone sets apart from the observed one are as extreme as it.
const EQUAL = 1e-10;

/** Which outcomes (events of side 1, of side 0) are at least as extreme as what was observed. */
type Extreme = (x1: number, x0: number) => boolean;

/** log of the weight of each total number of events among the extreme outcomes. */
function weightsByTotal({ n1, n0 }: TwoCounts, isExtreme: Extreme): Float64Array {
  const [one, zero] = [logBinomials(n1), logBinomials(n0)];
  const weights = new Float64Array(n1 + n0 + 1).fill(Number.NEGATIVE_INFINITY);
  for (let x1 = 0; x1 <= n1; x1 += 1) {
    for (let x0 = 0; x0 <= n0; x0 += 1) {
      if (!isExtreme(x1, x0)) continue;
      const found = (one[x1] ?? 0) + (zero[x0] ?? 0);
      const before = weights[x1 + x0] ?? Number.NEGATIVE_INFINITY;
      const [high, low] = found > before ? [found, before] : [before, found];
      weights[x1 + x0] = high + Math.log1p(Math.exp(low - high));
    }
  }
  return weights;
}

function probabilityAt(weights: Float64Array, rate: number): number {
  const last = weights.length - 1;
  const [logRate, logRest] = [Math.log(rate), Math.log1p(-rate)];
  let sum = 0;
  weights.forEach((weight, events) => {
    if (weight === Number.NEGATIVE_INFINITY) return;
    const exponent =
      weight + (events === 0 ? 0 : events * logRate) + (events === last ? 0 : (last - events) * logRest);
    sum += Math.exp(exponent);
  });
  return sum;
}

/** The largest probability of the extreme outcomes over all common rates: a grid, then golden sections around its best. */
function supremum(weights: Float64Array): number {
  const values = Float64Array.from({ length: GRID + 1 }, (_, index) =>
    probabilityAt(weights, gridRate(index)),
  );
  let best = 0;
  values.forEach((value, index) => {
    best = Math.max(best, value);
    const isPeak = value >= (values[index - 1] ?? 0) && value >= (values[index + 1] ?? 0);
    if (isPeak) best = Math.max(best, peakBetween(weights, gridRate(index - 1), gridRate(index + 1)));
  });
  return Math.min(1, best);
}

/** Denser towards 0 and 1, where few events make narrow peaks. */
function gridRate(index: number): number {
  const at = Math.min(GRID, Math.max(0, index)) / GRID;
  return Math.sin((Math.PI / 2) * at) ** 2;
}

function peakBetween(weights: Float64Array, from: number, to: number): number {
  let [low, high] = [from, to];
  let best = 0;
  for (let step = 0; step < REFINEMENTS; step += 1) {
    const left = high - GOLDEN * (high - low);
    const right = low + GOLDEN * (high - low);
    const [atLeft, atRight] = [probabilityAt(weights, left), probabilityAt(weights, right)];
    best = Math.max(best, atLeft, atRight);
    if (atLeft < atRight) low = left;
    else high = right;
  }
  return best;
}

/** Fisher's one-sided p-value of every outcome, by total events and events of side 1. */
function lowerTails({ n1, n0 }: TwoCounts): (x1: number, x0: number) => number {
  const byTotal = Array.from({ length: n1 + n0 + 1 }, (_, events) => {
    const x1 = Math.min(n1, events);
    const { least, logWeights } = conditionalTable({ x1, n1, x0: events - x1, n0 });
    let sum = 0;
    return { least, tails: conditionalProbabilities({ least, logWeights }, 0).map((p) => (sum += p)) };
  });
  return (x1, x0) => {
    const row = byTotal[x1 + x0];
    return row?.tails[x1 - row.least] ?? Number.NaN;
  };
}

function boschlooLess(counts: TwoCounts): number {
  const tailOf = lowerTails(counts);
  const own = tailOf(counts.x1, counts.x0);
  return supremum(weightsByTotal(counts, (x1, x0) => tailOf(x1, x0) <= own * (1 + EQUAL)));
}

/**
 * Question: do two rates differ, exactly, without holding the number of events fixed?
 * Model: two binomials with a common unknown rate; outcomes are ordered by Fisher's one-sided p-value.
 * Formula: sup over the rate of the probability of outcomes as extreme; two-sided = twice the smaller side.
 * Units: probability.
 * Not estimable when: a side has no observations (NaN).
 * Source: Boschloo 1970.
 * Checked against: scipy 1.10.1 `boschloo_exact`, to the 1e-3 of its search.
 */
export function boschlooP(counts: TwoCounts): number {
  const { x1, n1, x0, n0 } = counts;
  if (!(n1 > 0 && n0 > 0)) return Number.NaN;
  const greater = boschlooLess({ x1: x0, n1: n0, x0: x1, n0: n1 });
  return Math.min(1, 2 * Math.min(boschlooLess(counts), greater));
}

/**
 * Question: do two rates differ, exactly, without holding the number of events fixed?
 * Model: two binomials with a common unknown rate; outcomes are ordered by the pooled z statistic, on both sides.
 * Formula: sup over the rate of the probability of outcomes with |z| at least the observed one.
 * Units: probability.
 * Not estimable when: a side has no observations (NaN).
 * Source: Barnard 1947; Suissa and Shuster 1985.
 * Checked against: scipy 1.10.1 `barnard_exact`, to the 1e-3 of its search.
 *
 * @param tie relative distance below which two statistics are equal; 0 leaves ties to rounding, as scipy does
 */
export function barnardP(counts: TwoCounts, tie = EQUAL): number {
  const { n1, n0 } = counts;
  if (!(n1 > 0 && n0 > 0)) return Number.NaN;
  const statistic = (x1: number, x0: number) => {
    const difference = x1 / n1 - x0 / n0;
    if (x1 * n0 === x0 * n1) return 0;
    const rate = (x1 + x0) / (n1 + n0);
    return Math.abs(difference) / Math.sqrt(rate * (1 - rate) * (1 / n1 + 1 / n0));
  };
  const own = statistic(counts.x1, counts.x0);
  return supremum(weightsByTotal(counts, (x1, x0) => statistic(x1, x0) >= own * (1 - tie)));
}
