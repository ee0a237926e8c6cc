import { chiSquaredUpperTail } from "../distributions/chi-squared.js";
import type { Measured } from "../effect-sizes/log-odds-ratio.js";
import { type NotEstimable, notEstimable } from "../not-estimable.js";
import type { TwoCounts } from "../proportions/counts.js";
import { exactTest } from "./conditional-odds-ratio.js";
import { type ConditionalTable, conditionalTable } from "./hypergeometric.js";

/** A chi-squared statistic on one degree of freedom. */
export interface ChiSquaredTest {
  readonly statistic: number;
  readonly pValue: number;
}

interface Cells {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly total: number;
}

function cellsOf({ x1, n1, x0, n0 }: TwoCounts): Cells {
  return { a: x1, b: n1 - x1, c: x0, d: n0 - x0, total: n1 + n0 };
}

function sumOver(strata: readonly TwoCounts[], term: (cells: Cells) => number): number {
  return strata.map(cellsOf).reduce((sum, cells) => (cells.total > 0 ? sum + term(cells) : sum), 0);
}

/**
 * Question: are events associated with the side, within strata such as evals or prompts?
 * Model: margins of each stratum are given; the association is in the same direction in all.
 * Formula: (|sum (a - E a)| - c)^2 / sum Var a, c = 0 or, corrected, 1/2 (0 where the sum is below that).
 * Units: chi-squared, one degree of freedom.
 * Not estimable when: no stratum has both events and non-events on both margins.
 * Source: Cochran 1954; Mantel and Haenszel 1959.
 * Checked against: R 4.2.2 `mantelhaen.test`.
 */
export function cochranMantelHaenszel(
  strata: readonly TwoCounts[],
  corrected: boolean,
): ChiSquaredTest | NotEstimable {
  const departure = Math.abs(sumOver(strata, ({ a, b, c, total }) => a - ((a + b) * (a + c)) / total));
  const variance = sumOver(strata, ({ a, b, c, d, total }) =>
    total > 1 ? ((a + b) * (c + d) * (a + c) * (b + d)) / (total * total * (total - 1)) : 0,
  );
  if (!(variance > 0)) return notEstimable("no stratum has events and non-events on both sides");
  const statistic = (departure - (corrected && departure >= 0.5 ? 0.5 : 0)) ** 2 / variance;
  return { statistic, pValue: chiSquaredUpperTail(statistic, 1) };
}

/** The distribution of the events of side 1 over all strata: the strata's hypergeometrics, convolved. */
function conditionalSum(strata: readonly TwoCounts[]): ConditionalTable {
  return strata.map(conditionalTable).reduce((left, right) => {
    const weights = new Float64Array(left.logWeights.length + right.logWeights.length - 1);
    const [one, two] = [scaled(left.logWeights), scaled(right.logWeights)];
    one.forEach((weight, i) => {
      two.forEach((other, j) => {
        weights[i + j] = (weights[i + j] ?? 0) + weight * other;
      });
    });
    return {
      least: left.least + right.least,
      observed: left.observed + right.observed,
      logWeights: weights.map(Math.log),
    };
  });
}

function scaled(logWeights: Float64Array): Float64Array {
  const top = logWeights.reduce((largest, weight) => Math.max(largest, weight), Number.NEGATIVE_INFINITY);
  return logWeights.map((weight) => Math.exp(weight - top));
}

/** The exact two-sided p-value of no association within strata. Checked against: R 4.2.2 `mantelhaen.test(exact = TRUE)`. */
export function exactStratifiedP(strata: readonly TwoCounts[]): number {
  return strata.length === 0 ? 1 : exactTest(conditionalSum(strata)).twoSided;
}

/** The common odds ratio itself: 0 or Infinity where one diagonal is empty, NaN where both are. */
export function mantelHaenszelOddsRatio(strata: readonly TwoCounts[]): number {
  return (
    sumOver(strata, ({ a, d, total }) => (a * d) / total) /
    sumOver(strata, ({ b, c, total }) => (b * c) / total)
  );
}

/**
 * Question: what odds ratio do strata have in common?
 * Model: one odds ratio; few large or many small strata.
 * Formula: sum(ad/N) / sum(bc/N); variance of its logarithm by Robins, Breslow and Greenland.
 * Units: log odds.
 * Not estimable when: ad or bc is 0 in every stratum.
 * Source: Mantel and Haenszel 1959; Robins, Breslow and Greenland 1986.
 * Checked against: R 4.2.2 `mantelhaen.test`.
 */
export function mantelHaenszelLogOddsRatio(strata: readonly TwoCounts[]): Measured | NotEstimable {
  const r = sumOver(strata, ({ a, d, total }) => (a * d) / total);
  const s = sumOver(strata, ({ b, c, total }) => (b * c) / total);
  if (!(r > 0 && s > 0)) return notEstimable("no stratum has events on one side and non-events on the other");
  const diagonal = sumOver(strata, ({ a, d, total }) => ((a + d) * a * d) / (total * total));
  const mixed = sumOver(
    strata,
    ({ a, b, c, d, total }) => ((a + d) * b * c + (b + c) * a * d) / (total * total),
  );
  const across = sumOver(strata, ({ b, c, total }) => ((b + c) * b * c) / (total * total));
  return {
    estimate: Math.log(r / s),
    variance: diagonal / (2 * r * r) + mixed / (2 * r * s) + across / (2 * s * s),
  };
}

/**
 * Question: what risk difference do strata have in common?
 * Model: one difference; weights n1 n0 / N.
 * Formula: sum((x1 n0 - x0 n1)/N) / sum(n1 n0/N); variance consistent for few large and many small strata.
 * Units: difference of rates.
 * Not estimable when: no stratum has observations on both sides, or nothing varies.
 * Source: Greenland and Robins 1985; Sato, Greenland and Robins 1989.
 * Checked against: metafor 3.8-1 `rma.mh(measure = "RD")`.
 */
export function mantelHaenszelRiskDifference(strata: readonly TwoCounts[]): Measured | NotEstimable {
  const usable = strata.filter(({ n1, n0 }) => n1 > 0 && n0 > 0);
  const weight = usable.reduce((sum, { n1, n0 }) => sum + (n1 * n0) / (n1 + n0), 0);
  if (!(weight > 0)) return notEstimable("no stratum has observations on both sides");
  const top = usable.reduce((sum, { x1, n1, x0, n0 }) => sum + (x1 * n0 - x0 * n1) / (n1 + n0), 0);
  const estimate = top / weight;
  const [p, q] = usable.reduce(
    ([first, second], { x1, n1, x0, n0 }) => {
      const [one, zero] = [n1 / (n1 + n0), n0 / (n1 + n0)];
      return [
        first + x0 * one * one - x1 * zero * zero + (one * zero * (n0 - n1)) / 2,
        second + (x1 * (n0 - x0) + x0 * (n1 - x1)) / (n1 + n0) / 2,
      ];
    },
    [0, 0],
  );
  const variance = (estimate * p + q) / (weight * weight);
  if (!(variance > 0)) return notEstimable("nothing varies within the strata");
  return { estimate, variance };
}
